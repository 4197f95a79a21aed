package io.tandem.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that Commerce tells of a cast, oldest first, written when it is read: sequential streams, little memory. */
final class SampleEvents {
    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int UPDATES_DAYS_AGO = 3;

    private final SampleCast cast;
    private final LocalDate today;
    private final SampleStoreStory storeStory;
    private final SampleWorkerStory workerStory;

    SampleEvents(SampleCast cast, LocalDate today) {
        this.cast = cast;
        this.today = today;
        storeStory = new SampleStoreStory(today);
        workerStory = new SampleWorkerStory(today);
    }

    Stream<String> all() {
        return Stream.of(SamplePhase.values())
                .map(phase -> lines(phase.daysAgo(), events(phase)))
                .reduce(Stream.empty(), Stream::concat);
    }

    /** Changes of e-mail addresses, worker after worker, round after round, later than all others. */
    Stream<String> workerUpdates(int count) {
        int workers = cast.workerCount();
        return lines(
                UPDATES_DAYS_AGO,
                IntStream.range(0, count)
                        .mapToObj(n -> workerStory.readdressed(cast.worker(n % workers), n / workers + 1)));
    }

    /** No two events have the same time, so that time alone decides their order. */
    private Stream<String> lines(int daysAgo, Stream<SampleEvent> events) {
        Instant start = today.minusDays(daysAgo).atTime(MORNING).toInstant(ZoneOffset.UTC);
        AtomicLong ticks = new AtomicLong();
        return events.map(event -> event.line(start.plus(TICK.multipliedBy(ticks.getAndIncrement()))));
    }

    private Stream<SampleEvent> events(SamplePhase phase) {
        return switch (phase) {
            case STORES_OPEN -> cast.stores().map(storeStory::opened);
            case STORES_RENAMED ->
                cast.stores()
                        .filter(store -> !store.name().equals(store.openedAs()))
                        .map(storeStory::renamed);
            case STORES_CLOSED -> cast.stores().filter(SampleStore::closed).map(storeStory::closed);
            case HIERARCHIES_PUBLISHED -> Stream.of(cast).flatMap(all -> storeStory.hierarchies(all).stream());
            case WORKERS_HIRED -> cast.workers().flatMap(workerStory::hired);
            case ACCOUNTS_LINKED -> cast.workers().flatMap(workerStory::linked);
            case WORKERS_ASSIGNED -> cast.workers().flatMap(workerStory::assigned);
            case ROLES_GRANTED -> of(workerStory::roleGranted, SamplePlot.TASK_MANAGER, SamplePlot.FORMER_TASK_MANAGER);
            case WORKERS_LEFT ->
                of(workerStory::left, SamplePlot.FORMER, SamplePlot.REHIRED, SamplePlot.TWO_EMPLOYMENTS);
            case WORKERS_RENAMED -> of(workerStory::renamed, SamplePlot.RENAMED);
            case WORKERS_REHIRED -> of(workerStory::rehired, SamplePlot.REHIRED);
            case WORKERS_MOVED -> of(workerStory::moved, SamplePlot.MOVED);
            case WORKERS_UNASSIGNED -> of(workerStory::unassigned, SamplePlot.UNASSIGNED);
            case ACCOUNTS_UNLINKED -> of(workerStory::unlinked, SamplePlot.ACCOUNT_LOST);
            case ROLES_REVOKED -> of(workerStory::roleRevoked, SamplePlot.FORMER_TASK_MANAGER);
            case NOTICES_GIVEN -> of(workerStory::noticeGiven, SamplePlot.FUTURE_LEAVER);
        };
    }

    private Stream<SampleEvent> of(
            Function<SampleWorker, Stream<SampleEvent>> story, SamplePlot plot, SamplePlot... more) {
        Set<SamplePlot> plots = EnumSet.of(plot, more);
        return cast.workers(plots).flatMap(story);
    }
}
