package io.tandem.embedded;

import static io.tandem.embedded.SampleEvent.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.embedded.SampleWorker.Posting;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;

/** What Commerce tells of the workers. Days count from today: negative ones are past. */
final class SampleWorkerStory {
    private static final int FUTURE_START = 14;
    private static final int FUTURE_POSTING = 10;
    private static final int FUTURE_END = 21;

    private final LocalDate today;

    SampleWorkerStory(LocalDate today) {
        this.today = today;
    }

    Stream<SampleEvent> hired(SampleWorker worker) {
        int start = worker.plot() == SamplePlot.FUTURE_HIRE ? FUTURE_START : pastStart(worker);
        SampleEvent first = hired(worker, worker.entity(), start);
        return worker.plot() == SamplePlot.TWO_EMPLOYMENTS
                ? Stream.of(first, hired(worker, secondEmployer(worker), start))
                : Stream.of(first);
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

    Stream<SampleEvent> assigned(SampleWorker worker) {
        return switch (worker.plot()) {
            case FUTURE_HIRE -> Stream.of(assigned(worker, first(worker), from(FUTURE_START)));
            case MOVED -> Stream.of(assigned(worker, first(worker), json()));
            case POSTED_LATER ->
                Stream.of(
                        assigned(worker, first(worker), json()),
                        assigned(worker, second(worker), from(FUTURE_POSTING)));
            case LENT_AND_BACK ->
                Stream.of(
                        assigned(worker, first(worker), json()),
                        assigned(worker, second(worker), from(-80).put("effectiveTo", day(-30))));
            default -> worker.postings().stream().map(posting -> assigned(worker, posting, since(worker)));
        };
    }

    Stream<SampleEvent> roleGranted(SampleWorker worker) {
        return Stream.of(event("role.granted", worker, about(worker).put("role", "Retail task manager")));
    }

    Stream<SampleEvent> roleRevoked(SampleWorker worker) {
        return Stream.of(event("role.revoked", worker, about(worker).put("role", "Retail task manager")));
    }

    /** The end of what ended some weeks ago; of two employments only the second one. */
    Stream<SampleEvent> left(SampleWorker worker) {
        String employer = worker.plot() == SamplePlot.TWO_EMPLOYMENTS ? secondEmployer(worker) : worker.entity();
        return Stream.of(terminated(worker, employer, -SamplePhase.WORKERS_LEFT.daysAgo() + 2));
    }

    Stream<SampleEvent> noticeGiven(SampleWorker worker) {
        return Stream.of(terminated(worker, worker.entity(), FUTURE_END));
    }

    Stream<SampleEvent> renamed(SampleWorker worker) {
        return Stream.of(event("worker.updated", worker, about(worker).put("name", worker.name())));
    }

    Stream<SampleEvent> rehired(SampleWorker worker) {
        int start = -SamplePhase.WORKERS_REHIRED.daysAgo() + 1;
        SampleEvent again = hired(worker, worker.entity(), start);
        return Stream.of(again, assigned(worker, first(worker), from(start)));
    }

    Stream<SampleEvent> moved(SampleWorker worker) {
        ObjectNode data = about(worker)
                .put("fromStore", first(worker).store())
                .put("toStore", second(worker).store())
                .put("role", role(second(worker)))
                .put("effectiveOn", day(-SamplePhase.WORKERS_MOVED.daysAgo() + 1));
        return Stream.of(event("worker.transferred", worker, data));
    }

    Stream<SampleEvent> unassigned(SampleWorker worker) {
        ObjectNode data = about(worker)
                .put("storeNumber", second(worker).store())
                .put("effectiveOn", day(-SamplePhase.WORKERS_UNASSIGNED.daysAgo() + 1));
        return Stream.of(event("worker.store.unassigned", worker, data));
    }

    Stream<SampleEvent> unlinked(SampleWorker worker) {
        return Stream.of(event("worker.identity.unlinked", worker, about(worker)));
    }

    /** A change that changes no team: another e-mail address in every round. */
    SampleEvent readdressed(SampleWorker worker, int round) {
        String email = worker.alias() + "." + round + "@contoso.example";
        return event("worker.updated", worker, about(worker).put("email", email));
    }

    private SampleEvent hired(SampleWorker worker, String employer, int start) {
        ObjectNode data = about(worker).put("name", worker.hiredAs()).put("employmentStart", day(start));
        switch (worker.link()) {
            case ID_AT_HIRE -> data.put("entraObjectId", worker.objectId());
            case NAME_AT_HIRE -> data.put("userPrincipalName", worker.userPrincipalName());
            case ID_LATER, NAME_LATER, ID_IN_CAPITALS -> data.put("email", worker.userPrincipalName());
            case NEVER -> {}
        }
        return new SampleEvent("worker.hired", subject(worker), employer, data);
    }

    private SampleEvent terminated(SampleWorker worker, String employer, int end) {
        ObjectNode data = about(worker).put("employmentEnd", day(end));
        return new SampleEvent("worker.terminated", subject(worker), employer, data);
    }

    private static Stream<SampleEvent> linked(SampleWorker worker, ObjectNode data) {
        return Stream.of(event("worker.identity.linked", worker, data));
    }

    private static SampleEvent assigned(SampleWorker worker, Posting posting, ObjectNode span) {
        ObjectNode data = about(worker).put("storeNumber", posting.store()).put("role", role(posting));
        return event("worker.store.assigned", worker, data.setAll(span));
    }

    private static SampleEvent event(String type, SampleWorker worker, ObjectNode data) {
        return new SampleEvent(type, subject(worker), worker.entity(), data);
    }

    private static ObjectNode about(SampleWorker worker) {
        return json().put("personnelNumber", worker.number());
    }

    private static String subject(SampleWorker worker) {
        return "worker/" + worker.number();
    }

    private static Posting first(SampleWorker worker) {
        return worker.postings().getFirst();
    }

    private static Posting second(SampleWorker worker) {
        return worker.postings().getLast();
    }

    private static String role(Posting posting) {
        return posting.role().name().toLowerCase(Locale.ROOT);
    }

    private static String secondEmployer(SampleWorker worker) {
        return worker.entity().equals("FRRT") ? "USRT" : "FRRT";
    }

    /** Two assignments in three say since when; the others hold from the start. */
    private ObjectNode since(SampleWorker worker) {
        return worker.ordinal() % 3 == 0 ? json() : from(pastStart(worker));
    }

    private ObjectNode from(int days) {
        return json().put("effectiveFrom", day(days));
    }

    private static int pastStart(SampleWorker worker) {
        return -200 - (worker.ordinal() % 3000 * 37 + 900) % 3000;
    }

    private String day(int days) {
        return today.plusDays(days).toString();
    }
}
