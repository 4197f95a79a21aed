package io.tandem.cli;

import io.tandem.cli.PlannerBenchCrew.Edit;
import io.tandem.cli.UpdatesReader.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How soon Commerce was told of edits in Planner.
 *
 * @param delays in the scaled time, shortest first; an edit that was followed by another before anybody could be told of it
 *     counts as seen with that one
 * @param unseen edits that nobody was told of
 * @param calls calls to Planner
 * @param throttled those of them that Planner throttled
 */
record PlannerBenchResult(List<Duration> delays, long unseen, long calls, long throttled) {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final double WANTED = 0.95;
    private static final double TOLERATED = 0.005;

    static PlannerBenchResult of(List<Edit> edits, List<Update> updates, Instant from, int scale) {
        List<Optional<Duration>> all = edits.stream()
                .filter(edit -> edit.at().isAfter(from))
                .map(edit -> told(edit, edits, updates))
                .toList();
        List<Duration> delays = all.stream()
                .flatMap(Optional::stream)
                .map(delay -> delay.multipliedBy(scale))
                .sorted()
                .toList();
        return new PlannerBenchResult(delays, all.size() - delays.size(), 0, 0);
    }

    PlannerBenchResult with(long allCalls, long throttledCalls) {
        return new PlannerBenchResult(delays, unseen, allCalls, throttledCalls);
    }

    /** The first message after the edit that says its status, or that of the next edits. */
    private static Optional<Duration> told(Edit edit, List<Edit> edits, List<Update> updates) {
        Stream<Edit> later = edits.stream()
                .filter(other -> other.task().equals(edit.task()) && other.round() >= edit.round())
                .sorted(Comparator.comparingInt(Edit::round))
                .limit(3);
        return later.flatMap(other -> updates.stream()
                        .filter(update -> update.text("plannerTaskId").equals(edit.task()))
                        .filter(update ->
                                update.text("status").equals(other.status().word()))
                        .map(update -> Instant.parse(update.text("observedAt")))
                        .filter(seen -> seen.isAfter(other.at().minusMillis(200)))
                        .map(seen -> Duration.between(edit.at(), seen)))
                .min(Comparator.naturalOrder());
    }

    boolean isGood() {
        return share() >= WANTED && throttled > 0 && throttledShare() < TOLERATED;
    }

    private double share() {
        long soon = delays.stream().filter(delay -> delay.compareTo(SOON) <= 0).count();
        return (double) soon / Math.max(1, delays.size() + unseen);
    }

    private double throttledShare() {
        return (double) throttled / Math.max(1, calls);
    }

    List<String> sentences() {
        return List.of(
                "%,d edits in active plans, %d of them never told: %.1f %% seen within 60 s (95 %% at least is wanted), median %s, 95 %% within %s"
                        .formatted(delays.size() + unseen, unseen, 100 * share(), at(0.5), at(0.95)),
                "%,d calls to Planner, %d throttled: %.2f %% (less than 0.5 %% is wanted)"
                                .formatted(calls, throttled, 100 * throttledShare())
                        + (throttled > 0
                                ? ""
                                : "; Planner throttled nothing, so that nobody knows how Tandem finds its limit: let the bench take longer"));
    }

    private String at(double part) {
        return delays.isEmpty()
                ? "unknown"
                : "%.1f s"
                        .formatted(
                                delays.get((int) (part * (delays.size() - 1))).toMillis() / 1000.0);
    }
}
