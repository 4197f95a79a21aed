package io.tandem.embedded;

import io.tandem.model.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A worker of the sample company.
 *
 * @param ordinal place in the cast, from 0
 * @param number personnel number, six digits
 * @param name display name today
 * @param hiredAs display name when hired
 * @param alias local part of the user principal name
 * @param plot what happens to the worker
 * @param link how Commerce tells the account
 * @param entity employer, {@code USRT}
 * @param postings the stores in which the worker is, was or will be: none, one or two
 */
record SampleWorker(
        int ordinal,
        String number,
        String name,
        String hiredAs,
        String alias,
        SamplePlot plot,
        SampleLink link,
        String entity,
        List<Posting> postings) {

    /**
     * A role in a store.
     *
     * @param store store number
     * @param role what the worker is there
     */
    record Posting(String store, Role role) {}

    /** {@return subject of the events about the worker} */
    String key() {
        return "worker/" + number;
    }

    String userPrincipalName() {
        return alias + "@contoso.example";
    }

    /** {@return the Entra object id, the same whatever day and machine} */
    String objectId() {
        return UUID.nameUUIDFromBytes(userPrincipalName().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** {@return where the worker is today} */
    List<Posting> postingsToday() {
        return switch (plot.presence()) {
            case EVERYWHERE -> postings;
            case FIRST -> List.of(postings.getFirst());
            case SECOND -> List.of(postings.getLast());
            case NOWHERE -> List.of();
        };
    }

    /** {@return what the worker is in a store today, empty when not there} */
    Optional<Role> roleToday(String store) {
        return postingsToday().stream()
                .filter(posting -> posting.store().equals(store))
                .map(Posting::role)
                .findFirst();
    }
}
