package io.tandem.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that Commerce tells of a cast, oldest first, written when it is read: sequential streams, little memory. */
final class SampleEvents {
    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int HIERARCHIES_DAYS_AGO = 85;
    private static final int UPDATES_DAYS_AGO = 3;
    private static final int HOLIDAYS_DAYS_AGO = 4;

    private final SampleCast cast;
    private final LocalDate today;
    private final SampleStoreStory stores;
    private final SampleEmploymentStory employments;
    private final SamplePostingStory postings;
    private final SampleTaskStory tasks;

    SampleEvents(SampleCast cast, LocalDate today) {
        this.cast = cast;
        this.today = today;
        SampleCalendar calendar = new SampleCalendar(today);
        stores = new SampleStoreStory(calendar);
        employments = new SampleEmploymentStory(calendar);
        postings = new SamplePostingStory(calendar);
        tasks = new SampleTaskStory(calendar);
    }

    Stream<String> all() {
        return Stream.of(SamplePhase.values())
                .map(phase -> lines(phase.daysAgo(), events(phase)))
                .reduce(Stream.empty(), Stream::concat);
    }

    /** The trees of stores. */
    Stream<String> hierarchies() {
        return lines(HIERARCHIES_DAYS_AGO, Stream.of(cast).flatMap(stores::hierarchies));
    }

    /** Lists that are started, and what becomes of their tasks and of others. */
    Stream<String> tasks() {
        return Stream.of(HOLIDAYS_DAYS_AGO, 2, 1).flatMap(daysAgo -> lines(daysAgo, tasksTold(daysAgo)));
    }

    /** The rows of headquarters after all that. */
    Stream<String> headquarters() {
        Stream<SampleEvent> told = Stream.of(HOLIDAYS_DAYS_AGO, 2, 1).flatMap(this::tasksTold);
        return new SampleHeadquarters(told).rows(cast);
    }

    private Stream<SampleEvent> tasksTold(int daysAgo) {
        SampleCalendar calendar = tasks.calendar();
        SampleTaskList yesterday = SampleTaskList.closing(calendar, -1);
        return switch (daysAgo) {
            case HOLIDAYS_DAYS_AGO -> Stream.of(tasks.started(SampleTaskList.holidaySeason(), cast));
            case 2 -> Stream.of(tasks.started(yesterday, cast));
            default ->
                Stream.of(
                                tasks.tillsCounted(yesterday, cast),
                                tasks.pointOfSale(cast),
                                Stream.of(tasks.started(SampleTaskList.closing(calendar, 0), cast)))
                        .flatMap(Function.identity());
        };
    }

    /** Changes of e-mail addresses, worker after worker, round after round, later than all others. */
    Stream<String> workerUpdates(int count) {
        int workers = cast.workerCount();
        return lines(
                UPDATES_DAYS_AGO,
                IntStream.range(0, count)
                        .mapToObj(n -> employments.readdressed(cast.worker(n % workers), n / workers + 1)));
    }

    /** No two events have the same time, so that time alone decides their order; a day has room for 8.6 million. */
    private Stream<String> lines(int daysAgo, Stream<SampleEvent> events) {
        Instant start = today.minusDays(daysAgo).atTime(MORNING).toInstant(ZoneOffset.UTC);
        AtomicLong ticks = new AtomicLong();
        return events.map(event -> event.line(start.plus(TICK.multipliedBy(ticks.getAndIncrement()))));
    }

    private Stream<SampleEvent> events(SamplePhase phase) {
        return switch (phase) {
            case STORES_OPEN -> cast.stores().map(stores::opened);
            case STORES_RENAMED ->
                cast.stores()
                        .filter(store -> !store.name().equals(store.openedAs()))
                        .map(stores::renamed);
            case STORES_CLOSED -> cast.stores().filter(SampleStore::closed).map(stores::closed);
            case WORKERS_HIRED -> cast.workers().flatMap(employments::hired);
            case ACCOUNTS_LINKED -> cast.workers().flatMap(employments::linked);
            case WORKERS_ASSIGNED -> cast.workers().flatMap(postings::assigned);
            case ROLES_GRANTED ->
                workers(SamplePlot.TASK_MANAGER, SamplePlot.FORMER_TASK_MANAGER).map(employments::roleGranted);
            case WORKERS_LEFT ->
                workers(SamplePlot.FORMER, SamplePlot.REHIRED, SamplePlot.TWO_EMPLOYMENTS)
                        .map(employments::left);
            case WORKERS_RENAMED -> workers(SamplePlot.RENAMED).map(employments::renamed);
            case WORKERS_REHIRED ->
                workers(SamplePlot.REHIRED)
                        .flatMap(worker -> Stream.of(employments.hiredAgain(worker), postings.assignedAgain(worker)));
            case WORKERS_MOVED -> workers(SamplePlot.MOVED).map(postings::moved);
            case WORKERS_UNASSIGNED -> workers(SamplePlot.UNASSIGNED).map(postings::unassigned);
            case ACCOUNTS_UNLINKED -> workers(SamplePlot.ACCOUNT_LOST).map(employments::unlinked);
            case ROLES_REVOKED -> workers(SamplePlot.FORMER_TASK_MANAGER).map(employments::roleRevoked);
            case NOTICES_GIVEN -> workers(SamplePlot.FUTURE_LEAVER).map(employments::noticeGiven);
        };
    }

    private Stream<SampleWorker> workers(SamplePlot plot, SamplePlot... more) {
        return cast.workers(EnumSet.of(plot, more));
    }
}
