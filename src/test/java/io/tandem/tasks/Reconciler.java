package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The worker's loop as a route runs it, against the tiny Planner, with a clock that the test turns. */
final class Reconciler {
    private static final int MOST_AT_ONCE = 120;
    static final Duration CALL = Duration.ofMillis(200);
    private static final Instant START = Instant.parse("2026-03-10T15:00:00Z");

    /** What may go wrong with a step. */
    enum Fault {
        NONE,
        KILLED_BEFORE_THE_CALL,
        KILLED_AFTER_THE_CALL,
        ANSWER_LOST,
        TIMED_OUT_UNDONE,
        MADE_LATE,
        THROTTLED,
        DENIED,
        OLD_ANSWER
    }

    final FakeCommerce commerce;
    final FakePlanner planner;
    final TaskPolicy policy;
    final TreeSet<String> members = new TreeSet<>(FakeCommerce.USERS.values());
    /** Tasks of Planner that another store knew. */
    final Set<String> elsewhere = new TreeSet<>();

    final List<TaskNews> news = new ArrayList<>();
    final List<LedgerEntry> entries = new ArrayList<>();
    final boolean passesTheIntendedStateOn;
    Instant now = START;
    KnownPlan known = KnownPlan.unknown();
    Plan lastPlan = new Plan(List.of(), List.of(), null, null);
    int writes;
    Duration callTime = CALL;
    private @Nullable Step late;
    private Instant lateSince = Instant.EPOCH;
    private @Nullable Object asOf;
    private @Nullable DesiredPlan desired;
    private @Nullable DesiredPlan planned;

    Reconciler(FakeCommerce commerce, FakePlanner planner, TaskPolicy policy, boolean passesTheIntendedStateOn) {
        this.commerce = commerce;
        this.planner = planner;
        this.policy = policy;
        this.passesTheIntendedStateOn = passesTheIntendedStateOn;
    }

    DesiredPlan desired() {
        Object now = List.of(commerce.taken, Set.copyOf(members), commerce.zone);
        if (!now.equals(asOf)) {
            asOf = now;
            Map<Identity, String> accounts = new HashMap<>();
            FakeCommerce.USERS.values().forEach(user -> accounts.put(new Identity(user, null), user));
            desired = DesiredPlan.of(commerce.wanted(), new TeamAccess("team-1", accounts, members));
        }
        return Objects.requireNonNull(desired);
    }

    /** Works on the store until there is nothing to do now. */
    void run() {
        run(step -> Fault.NONE);
    }

    void run(Function<Step, Fault> faults) {
        if (!runSome(MOST_AT_ONCE, faults)) {
            throw new AssertionError(
                    "hot loop: " + planner.calls.subList(planner.calls.size() - 10, planner.calls.size()));
        }
    }

    /** Works until so many calls are made, or there is nothing to do now. */
    void runSome(int calls) {
        runSome(calls, step -> Fault.NONE);
    }

    private boolean runSome(int calls, Function<Step, Fault> faults) {
        for (int done = 0; done < calls; done++) {
            planned = desired();
            lastPlan = new TaskPlanner(policy).plan(planned, known, now);
            Optional<Step> next = lastPlan.next(now);
            if (next.isEmpty()) {
                Instant again = lastPlan.againAt();
                assertThat(again != null && again.isAfter(now))
                        .as("due in the future: %s", lastPlan)
                        .isTrue();
                return true;
            }
            if (!carryOut(next.get(), faults.apply(next.get()))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether to go on at once. */
    private boolean carryOut(Step step, Fault fault) {
        writes += step instanceof Step.Write || step instanceof Step.DeleteTask ? 1 : 0;
        KnownPlan before = known;
        save(transition().intended(before, step));
        if (fault == Fault.KILLED_BEFORE_THE_CALL) {
            return false;
        }
        KnownPlan base = passesTheIntendedStateOn ? known : before;
        Outcome outcome = outcome(step, fault);
        now = now.plus(callTime);
        if (fault == Fault.KILLED_AFTER_THE_CALL) {
            return false;
        }
        save(transition().after(base, step, outcome.located(known, policy, this::elsewhere)));
        return !outcome.endsWork(step);
    }

    private Set<String> elsewhere(Set<String> ids) {
        return ids.stream().filter(elsewhere::contains).collect(Collectors.toSet());
    }

    private Transition transition() {
        return new Transition(Objects.requireNonNull(planned), policy, now);
    }

    private void save(Change change) {
        known = change.known();
        news.addAll(change.news());
        entries.addAll(change.entries());
        change.news().stream()
                .filter(TaskNews.OfTask.class::isInstance)
                .map(TaskNews.OfTask.class::cast)
                .forEach(commerce::tell);
    }

    private Outcome outcome(Step step, Fault fault) {
        Instant soon = now.plusSeconds(5);
        return switch (fault) {
            case THROTTLED -> new Outcome.Postponed(soon, "throttled", false);
            case OLD_ANSWER -> planner.copy.answer(planner.call(step, now), step, now);
            case DENIED -> new Outcome.Denied("the application has no permission");
            case TIMED_OUT_UNDONE -> new Outcome.Postponed(soon, "no answer", true);
            case MADE_LATE -> {
                if (step instanceof Step.CreateTask) {
                    late = step;
                    lateSince = now;
                } else {
                    planner.call(step, now);
                }
                yield new Outcome.Postponed(soon, "no answer", true);
            }
            case ANSWER_LOST -> {
                planner.call(step, now);
                yield new Outcome.Postponed(soon, "no answer", true);
            }
            default -> planner.call(step, now);
        };
    }

    /** A call that Graph held up is carried out at last. */
    void deliverLate() {
        if (late != null) {
            planner.call(late, now);
            late = null;
        }
    }

    /** Lets time pass in which the worker sleeps; what Graph holds up is carried out within this time. */
    void sleep(Duration time, Duration heldUp) {
        Instant next = now.plus(time);
        if (lateSince.plus(heldUp).isBefore(next)) {
            deliverLate();
        }
        now = next;
    }

    /** Lets time pass; the worker wakes whenever the store is due. */
    void runUntil(Instant end) {
        run();
        Instant again = lastPlan.againAt();
        while (again != null && !again.isAfter(end)) {
            now = again.isAfter(now) ? again : now;
            run();
            again = lastPlan.againAt();
        }
        now = end.isAfter(now) ? end : now;
    }
}
