package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.StoreStaff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The worker's loop as the routes run it, against the tiny Graph, with a clock that the test turns. */
final class Reconciler {
    /** More steps than this in one go is a hot loop. */
    private static final int MOST_AT_ONCE = 40;

    private static final Duration CALL = Duration.ofMillis(200);
    private static final Duration BACK_OFF = Duration.ofSeconds(20);

    /** What may go wrong with a step. */
    enum Fault {
        NONE,
        KILLED_BEFORE_THE_CALL,
        KILLED_AFTER_THE_CALL,
        ANSWER_LOST,
        TIMED_OUT_UNDONE,
        THROTTLED
    }

    /** What Commerce and the directory say of the store. */
    interface Commerce {
        StoreStaff staff();

        Directory directory();

        Instant start();
    }

    final Commerce company;
    final FakeGraph graph;
    TeamPolicy policy = TeamPolicy.defaults();
    Instant now;
    KnownTeam known = KnownTeam.unknown();

    @Nullable
    Instant due;

    int steps;
    int refusals;
    Plan lastPlan = new Plan(List.of(), List.of(), List.of(), null, null);
    boolean passesTheIntendedStateOn;

    /** Who may be put out; without it everybody may. */
    @Nullable
    Departures departures;

    Consumer<Step> watch = step -> {};

    Reconciler(Commerce company, FakeGraph graph) {
        this.company = company;
        this.graph = graph;
        this.now = company.start();
        this.due = now;
    }

    DesiredTeam desired() {
        return Roster.desired(company.staff(), company.directory(), policy, now);
    }

    /** Works on the store until there is nothing to do now. */
    void run() {
        run(step -> Fault.NONE);
    }

    void run(Function<Step, Fault> faults) {
        for (int done = 0; done < MOST_AT_ONCE; done++) {
            Optional<Step> next = plan().next(now);
            if (next.isEmpty()) {
                due = lastPlan.steps().isEmpty() ? lastPlan.changesAt() : lastPlan.startsAt();
                assertThat(due == null || due.isAfter(now))
                        .as("due in the future: %s", lastPlan)
                        .isTrue();
                return;
            }
            if (!carryOut(next.get(), faults.apply(next.get()))) {
                return;
            }
        }
        throw new AssertionError("hot loop: " + graph.calls.subList(graph.calls.size() - 10, graph.calls.size()));
    }

    private Plan plan() {
        lastPlan = new TeamPlanner(policy).plan(desired(), known, leave(), now);
        return lastPlan;
    }

    private Leave leave() {
        Departures brake = departures;
        if (brake == null) {
            return Leave.free();
        }
        StoreStaff staff = company.staff();
        Set<String> anew = Roster.decidedAnew(staff, company.directory(), policy, now);
        if (!anew.isEmpty()) {
            brake.decidedAnew(staff.source(), anew);
        }
        return new TeamPlanner(policy)
                .wish(desired(), known, now)
                .map(wish -> brake.ask(wish, now))
                .orElseGet(() -> brake.decided(staff.source()));
    }

    /** Returns whether to go on at once. */
    private boolean carryOut(Step step, Fault fault) {
        watch.accept(step);
        steps++;
        Transition transition = new Transition(desired(), policy.pace(), now);
        KnownTeam before = known;
        known = transition.intended(before, step);
        if (fault == Fault.KILLED_BEFORE_THE_CALL) {
            return stop(now);
        }
        KnownTeam base = passesTheIntendedStateOn ? known : before;
        Outcome outcome = outcome(step, fault);
        now = now.plus(CALL);
        if (fault == Fault.KILLED_AFTER_THE_CALL) {
            return stop(now);
        }
        known = new Transition(desired(), policy.pace(), now).after(base, step, outcome);
        return switch (outcome) {
            case Outcome.Postponed postponed -> stop(postponed.until());
            case Outcome.Refused refused -> {
                refusals++;
                yield stop(now.plus(BACK_OFF));
            }
            default -> true;
        };
    }

    private Outcome outcome(Step step, Fault fault) {
        return switch (fault) {
            case THROTTLED -> new Outcome.Postponed(now.plusSeconds(15), "throttled", false);
            case TIMED_OUT_UNDONE -> new Outcome.Postponed(now.plusSeconds(5), "no answer", true);
            case ANSWER_LOST -> {
                graph.call(step, now);
                yield new Outcome.Postponed(now.plusSeconds(5), "no answer", true);
            }
            default -> graph.call(step, now);
        };
    }

    private boolean stop(Instant again) {
        due = again;
        return false;
    }

    /** Lets time pass; the worker wakes whenever the store is due. */
    void runUntil(Instant end) {
        while (due != null && !due.isAfter(end)) {
            now = due.isAfter(now) ? due : now;
            run();
        }
        now = end.isAfter(now) ? end : now;
    }

    /** Somebody changed the roster in Teams, and a notification told of it. */
    void notified() {
        known = known.doubted();
        due = now;
    }

    /** Something changed in Commerce. */
    void wake() {
        due = now;
    }

    /** The same knowledge with its maps in another order. */
    static KnownTeam shuffled(KnownTeam team, Random random) {
        List<Map.Entry<String, KnownMember>> entries =
                new ArrayList<>(team.members().entrySet());
        Collections.shuffle(entries, random);
        Map<String, KnownMember> members = new LinkedHashMap<>();
        entries.forEach(entry -> members.put(entry.getKey(), entry.getValue()));
        return new KnownTeam(
                team.stage(), team.profile(), team.look(), members, team.calls(), team.former(), team.adopted());
    }
}
