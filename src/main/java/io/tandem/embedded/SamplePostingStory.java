package io.tandem.embedded;

import static io.tandem.embedded.SampleEvent.about;
import static io.tandem.embedded.SampleEvent.event;
import static io.tandem.embedded.SampleEvent.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.embedded.SampleWorker.Posting;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What Commerce tells of who works in which store.
 *
 * @param calendar the days
 */
record SamplePostingStory(SampleCalendar calendar) {

    Stream<SampleEvent> assigned(SampleWorker worker) {
        return switch (worker.plot()) {
            case FUTURE_HIRE -> Stream.of(first(worker, from(calendar.start(worker))));
            case MOVED -> Stream.of(first(worker, json()));
            case POSTED_LATER -> {
                String later = calendar.day(SampleCalendar.FUTURE_POSTING);
                yield Stream.of(first(worker, json()), second(worker, from(later)));
            }
            case LENT_AND_BACK -> {
                ObjectNode span = from(calendar.day(-80)).put("effectiveTo", calendar.day(-30));
                yield Stream.of(first(worker, json()), second(worker, span));
            }
            default -> worker.postings().stream().map(posting -> assigned(worker, posting, since(worker)));
        };
    }

    SampleEvent assignedAgain(SampleWorker worker) {
        return first(worker, from(calendar.dayAfter(SamplePhase.WORKERS_REHIRED)));
    }

    SampleEvent moved(SampleWorker worker) {
        ObjectNode data = about(worker)
                .put("fromStore", worker.postings().getFirst().store())
                .put("toStore", worker.postings().getLast().store())
                .put("role", role(worker.postings().getLast()))
                .put("effectiveOn", calendar.dayAfter(SamplePhase.WORKERS_MOVED));
        return event("worker.transferred", worker, data);
    }

    SampleEvent unassigned(SampleWorker worker) {
        ObjectNode data = about(worker)
                .put("storeNumber", worker.postings().getLast().store())
                .put("effectiveOn", calendar.dayAfter(SamplePhase.WORKERS_UNASSIGNED));
        return event("worker.store.unassigned", worker, data);
    }

    private static SampleEvent first(SampleWorker worker, ObjectNode span) {
        return assigned(worker, worker.postings().getFirst(), span);
    }

    private static SampleEvent second(SampleWorker worker, ObjectNode span) {
        return assigned(worker, worker.postings().getLast(), span);
    }

    private static SampleEvent assigned(SampleWorker worker, Posting posting, ObjectNode span) {
        ObjectNode data = about(worker).put("storeNumber", posting.store()).put("role", role(posting));
        return event("worker.store.assigned", worker, data.setAll(span));
    }

    private static String role(Posting posting) {
        return posting.role().name().toLowerCase(Locale.ROOT);
    }

    /** Two assignments in three say since when; the others hold from the start. */
    private ObjectNode since(SampleWorker worker) {
        return worker.ordinal() % 3 == 0 ? json() : from(calendar.start(worker));
    }

    private static ObjectNode from(String day) {
        return json().put("effectiveFrom", day);
    }
}
