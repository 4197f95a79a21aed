package io.tandem;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A person with an account and a licence for Teams.
 *
 * @param number from 1 to 5,000; no two tests meet the same person
 */
record LandscapePerson(int number) {
    private static final int ALL = 7_000;
    private static final AtomicInteger LAST = new AtomicInteger();

    /** {@return people whom nobody has met yet} */
    static List<LandscapePerson> fresh(int count) {
        int first = LAST.getAndAdd(count) + 1;
        return IntStream.range(first, first + count)
                .mapToObj(LandscapePerson::new)
                .toList();
    }

    /** {@return everybody's account as Microsoft Graph shows it, one JSON a line} */
    static List<String> all() {
        return IntStream.rangeClosed(1, ALL)
                .mapToObj(LandscapePerson::new)
                .map(LandscapePerson::account)
                .toList();
    }

    String personnelNumber() {
        return "%06d".formatted(number);
    }

    String objectId() {
        return "22222222-0000-4000-8000-%012d".formatted(number);
    }

    String userPrincipalName() {
        return "person" + number + "@contoso.example";
    }

    /** {@return the object ids of people} */
    static Stream<String> ids(List<LandscapePerson> people) {
        return people.stream().map(LandscapePerson::objectId);
    }

    private String account() {
        return """
                {"id": "%s", "displayName": "Person %d", "userPrincipalName": "%s", "accountEnabled": true,\
                 "employeeId": "%s", "assignedPlans": [{"service": "TeamspaceAPI", "capabilityStatus": "Enabled"}]}""".formatted(objectId(), number, userPrincipalName(), personnelNumber());
    }
}
