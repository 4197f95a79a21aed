package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.Sandbox;
import io.tandem.model.Claim;
import io.tandem.model.DueKeys;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.tasks.Agreed;
import io.tandem.tasks.Buckets;
import io.tandem.tasks.Change;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.KnownTask;
import io.tandem.tasks.PlanStage;
import io.tandem.tasks.Presence;
import io.tandem.tasks.Rhythm;
import io.tandem.tasks.TaskRef;
import io.tandem.tasks.TaskState;
import io.tandem.tasks.Twins;
import io.tandem.tasks.Unanswered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** Whatever is known of a plan comes back as it was, whatever was known before. */
class TaskStatePropertiesIT {
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final Sandbox SANDBOX = Sandbox.create(1);
    private static final Database DATABASE = SANDBOX.database();

    private final DueKeys keys = DATABASE.dueKeys(Retry.defaults(), Set.of(Key.TASKS), Due.ANY);
    private final TaskState state = DATABASE.taskState(Clock.fixed(TIME, ZoneOffset.UTC), LEASE);

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatIsKnownComesBack(@ForAll("plans") List<KnownPlan> plans) {
        SANDBOX.sql("truncate due_key, plan, task");
        keys.markDue(List.of(Key.ofTasks(STORE)));
        Claim claim = keys.claim(1, TIME, LEASE).getFirst();
        KnownPlan before = KnownPlan.unknown();
        for (KnownPlan plan : plans) {
            state.save(claim, STORE, before, new Change(plan, List.of(), List.of()));
            before = plan;
            assertThat(state.known(STORE)).isEqualTo(plan);
        }
    }

    @Provide
    Arbitrary<List<KnownPlan>> plans() {
        return Combinators.combine(
                        stages(),
                        buckets(),
                        Arbitraries.maps(refs(), tasks()).ofMaxSize(4),
                        rhythms(),
                        calls(),
                        twins())
                .as(KnownPlan::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    private static Arbitrary<Twins> twins() {
        Arbitrary<Unanswered.Twin> twin =
                Combinators.combine(ids(), ids(), bools()).as(Unanswered.Twin::new);
        return Combinators.combine(
                        refs(),
                        ids(),
                        Arbitraries.maps(Arbitraries.of(TaskField.class), texts())
                                .ofMaxSize(3),
                        times(),
                        twin.injectNull(0.5))
                .as(Unanswered::new)
                .list()
                .ofMaxSize(2)
                .map(Twins::new);
    }

    private static Arbitrary<Integer> calls() {
        return Arbitraries.integers().between(0, 3);
    }

    private static Arbitrary<PlanStage> stages() {
        Arbitrary<PlanStage> unknown = Combinators.combine(
                        ids().injectNull(0.5), ids().injectNull(0.5), times().injectNull(0.5), silences())
                .as(PlanStage.Unknown::new);
        Arbitrary<PlanStage> ready =
                Combinators.combine(ids(), times().injectNull(0.5)).as(PlanStage.Ready::new);
        return Arbitraries.oneOf(unknown, Arbitraries.just(new PlanStage.Missing()), ready);
    }

    private static Arbitrary<PlanStage.@Nullable Silence> silences() {
        return Combinators.combine(times(), times().injectNull(0.5))
                .as(PlanStage.Silence::new)
                .injectNull(0.5);
    }

    private static Arbitrary<Buckets> buckets() {
        Arbitrary<Buckets.Refused> refused = Combinators.combine(ids(), times()).as(Buckets.Refused::new);
        return Combinators.combine(
                        bools(),
                        Arbitraries.maps(texts(), ids()).ofMaxSize(3),
                        Arbitraries.maps(texts(), refused).ofMaxSize(2),
                        Arbitraries.maps(ids(), texts()).ofMaxSize(2))
                .as(Buckets::new);
    }

    private static Arbitrary<Rhythm> rhythms() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 1_000_000).map(Duration::ofMillis),
                        times().injectNull(0.3),
                        bools(),
                        times().injectNull(0.3))
                .as(Rhythm::new);
    }

    private static Arbitrary<TaskRef> refs() {
        return Arbitraries.oneOf(
                ids().map(TaskRef::madeInPlanner), ids().map(TaskId::new).map(TaskRef::of));
    }

    private static Arbitrary<KnownTask> tasks() {
        Arbitrary<KnownTask.Details> details =
                Combinators.combine(ids(), bools(), times().injectNull(0.5)).as(KnownTask.Details::new);
        Arbitrary<KnownTask.Parked> parked =
                Combinators.combine(ids(), times(), ids()).as(KnownTask.Parked::new);
        Arbitrary<TaskField> fields = Arbitraries.of(TaskField.class);
        return Combinators.combine(
                        presences(),
                        bools(),
                        Arbitraries.maps(fields, agreements()).ofMaxSize(3),
                        Arbitraries.maps(fields, texts()).ofMaxSize(3),
                        details,
                        parked.injectNull(0.7),
                        Arbitraries.of("Z", "Asia/Kolkata").map(ZoneId::of).injectNull(0.5))
                .as(KnownTask::new);
    }

    private static Arbitrary<Presence> presences() {
        Arbitrary<Presence> creating =
                Combinators.combine(times(), ids(), times()).as(Presence.Creating::new);
        Arbitrary<Presence> present = Combinators.combine(ids(), ids(), Arbitraries.of(Presence.Sight.class))
                .as(Presence.Present::new);
        Arbitrary<Presence> absent = Combinators.combine(ids().injectNull(0.5), ids().injectNull(0.5))
                .as(Presence.Absent::new);
        return Arbitraries.oneOf(absent, creating, present);
    }

    private static Arbitrary<Agreed> agreements() {
        Arbitrary<Agreed.Told> told = Combinators.combine(
                        times(), times(), texts().list().ofMaxSize(3))
                .as(Agreed.Told::new);
        return Combinators.combine(texts(), ids(), texts(), bools(), told.injectNull(0.5))
                .as(Agreed::new);
    }

    /** Whatever people may have typed, and worse. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(20);
    }

    /** Few, so that states meet. */
    private static Arbitrary<String> ids() {
        return Arbitraries.of("a", "b", "commerce/x", "planner/y", "0/1/2");
    }

    private static Arbitrary<Boolean> bools() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.longs().between(0, 100_000_000L).map(micros -> TIME.plusNanos(micros * 1000));
    }
}
