package io.tandem.embedded;

import static io.tandem.embedded.SampleEvent.about;
import static io.tandem.embedded.SampleEvent.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What Commerce tells of workers wherever they work: employments, names, accounts and roles in the organisation.
 *
 * @param calendar the days
 */
record SampleEmploymentStory(SampleCalendar calendar) {
    private static final String TASK_MANAGER = "Retail task manager";

    Stream<SampleEvent> hired(SampleWorker worker) {
        SampleEvent first = hired(worker, worker.entity(), calendar.start(worker));
        return worker.plot() == SamplePlot.TWO_EMPLOYMENTS
                ? Stream.of(first, hired(worker, secondEmployer(worker), calendar.start(worker)))
                : Stream.of(first);
    }

    SampleEvent hiredAgain(SampleWorker worker) {
        return hired(worker, worker.entity(), calendar.dayAfter(SamplePhase.WORKERS_REHIRED));
    }

    /** The end of what ended some weeks ago; of two employments only the second one. */
    SampleEvent left(SampleWorker worker) {
        String employer = worker.plot() == SamplePlot.TWO_EMPLOYMENTS ? secondEmployer(worker) : worker.entity();
        return terminated(worker, employer, calendar.dayAfter(SamplePhase.WORKERS_LEFT));
    }

    SampleEvent noticeGiven(SampleWorker worker) {
        return terminated(worker, worker.entity(), calendar.day(SampleCalendar.FUTURE_END));
    }

    Stream<SampleEvent> linked(SampleWorker worker) {
        ObjectNode data = about(worker);
        return switch (worker.link()) {
            case ID_LATER -> linked(worker, data.put("entraObjectId", worker.objectId()));
            case NAME_LATER -> linked(worker, data.put("userPrincipalName", worker.userPrincipalName()));
            case ID_IN_CAPITALS ->
                linked(worker, data.put("entraObjectId", worker.objectId().toUpperCase(Locale.ROOT)));
            case ID_AT_HIRE, NAME_AT_HIRE, NEVER -> Stream.of();
        };
    }

    SampleEvent unlinked(SampleWorker worker) {
        return event("worker.identity.unlinked", worker, about(worker));
    }

    SampleEvent renamed(SampleWorker worker) {
        return event("worker.updated", worker, about(worker).put("name", worker.name()));
    }

    /** A change that changes no team: another e-mail address in every round. */
    SampleEvent readdressed(SampleWorker worker, int round) {
        String email = worker.alias() + "." + round + "@contoso.example";
        return event("worker.updated", worker, about(worker).put("email", email));
    }

    SampleEvent roleGranted(SampleWorker worker) {
        return event("role.granted", worker, about(worker).put("role", TASK_MANAGER));
    }

    SampleEvent roleRevoked(SampleWorker worker) {
        return event("role.revoked", worker, about(worker).put("role", TASK_MANAGER));
    }

    private static SampleEvent hired(SampleWorker worker, String employer, String start) {
        ObjectNode data = about(worker).put("name", worker.hiredAs()).put("employmentStart", start);
        switch (worker.link()) {
            case ID_AT_HIRE -> data.put("entraObjectId", worker.objectId());
            case NAME_AT_HIRE -> data.put("userPrincipalName", worker.userPrincipalName());
            case ID_LATER, NAME_LATER, ID_IN_CAPITALS -> data.put("email", worker.userPrincipalName());
            case NEVER -> {}
        }
        return new SampleEvent("worker.hired", worker.key(), employer, data);
    }

    private static SampleEvent terminated(SampleWorker worker, String employer, String end) {
        return new SampleEvent(
                "worker.terminated", worker.key(), employer, about(worker).put("employmentEnd", end));
    }

    private static Stream<SampleEvent> linked(SampleWorker worker, ObjectNode data) {
        return Stream.of(event("worker.identity.linked", worker, data));
    }

    private static String secondEmployer(SampleWorker worker) {
        return worker.entity().equals("FRRT") ? "USRT" : "FRRT";
    }
}
