package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.commerce.CurrentState;
import io.tandem.commerce.CurrentState.StatusNow;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskStatus;
import io.tandem.tasks.Agreed;
import io.tandem.tasks.KnownPlan;
import io.tandem.tasks.KnownTask;
import io.tandem.tasks.PlanStage;
import io.tandem.tasks.Presence;
import io.tandem.tasks.TaskRef;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@BesideOthers
class JdbcCurrentStateIT {
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final StoreNumber NEIGHBOUR = new StoreNumber("000136");
    private static final TaskId TASK = new TaskId("holiday/000135/task0");
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final CurrentState state = database.currentState();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate team, team_member, plan, task");
    }

    @AfterEach
    void close() {
        database.close();
    }

    static Stream<Arguments> teams() {
        return Stream.of(
                Arguments.of(new Stage.Ready("old"), false),
                Arguments.of(new Stage.Ready("OLD"), false),
                Arguments.of(new Stage.Ready("new"), true),
                Arguments.of(new Stage.Gone("new", null), true),
                Arguments.of(new Stage.Group("new", TIME, 0, null), true),
                Arguments.of(new Stage.Provisioning("new", TIME, "", TIME), true),
                Arguments.of(new Stage.Unknown(null), false),
                Arguments.of(new Stage.Missing(), false));
    }

    @ParameterizedTest
    @MethodSource("teams")
    void tellsWhetherAStoreHasAnotherTeam(Stage stage, boolean other) {
        save(STORE, stage);

        assertThat(state.hasOtherTeam(STORE, "old")).isEqualTo(other);
        assertThat(state.hasOtherTeam(NEIGHBOUR, "old")).isFalse();
    }

    static Stream<Arguments> plans() {
        return Stream.of(
                Arguments.of(new PlanStage.Ready("old"), false),
                Arguments.of(new PlanStage.Ready("OLD"), true),
                Arguments.of(new PlanStage.Ready("new"), true),
                Arguments.of(new PlanStage.Unknown("old", null, TIME), false),
                Arguments.of(new PlanStage.Unknown("new", null, TIME), true),
                Arguments.of(new PlanStage.Missing(), true),
                Arguments.of(new PlanStage.Unknown(null, "Store tasks", TIME), true),
                Arguments.of(new PlanStage.Unknown(null, null, TIME), false));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void tellsWhetherAStoreHasAnotherPlan(PlanStage stage, boolean other) {
        save(stage, null);

        assertThat(state.hasOtherPlan(STORE, "old")).isEqualTo(other);
        assertThat(state.hasOtherPlan(NEIGHBOUR, "old")).isFalse();
    }

    @Test
    void tellsWhatATaskIsAndWhatCommerceHasNotHeardYet() {
        save(
                new PlanStage.Ready("plan"),
                new Agreed(
                        "Completed",
                        "",
                        "Completed",
                        false,
                        new Agreed.Told(TIME, TIME, List.of("NotStarted", "InProgress"))));

        assertThat(state.status(STORE, TASK))
                .contains(new StatusNow(
                        TaskStatus.COMPLETED, Set.of(TaskStatus.NOT_STARTED, TaskStatus.IN_PROGRESS), ""));
        assertThat(state.status(NEIGHBOUR, TASK)).isEmpty();
        assertThat(state.status(STORE, new TaskId("another"))).isEmpty();
    }

    @Test
    void tellsOfNothingUnheardOnceCommerceSaidItItself() {
        save(new PlanStage.Ready("plan"), new Agreed("Canceled", "", "Canceled", false, null));

        assertThat(state.status(STORE, TASK)).contains(new StatusNow(TaskStatus.CANCELED, Set.of(), ""));
    }

    @Test
    void tellsNothingOfATaskOfWhoseStatusNothingWasSaid() {
        save(new PlanStage.Ready("plan"), null);

        assertThat(state.status(STORE, TASK)).isEmpty();
    }

    private static void save(StoreNumber store, Stage stage) {
        KnownTeam none = KnownTeam.unknown();
        KnownTeam team = new KnownTeam(stage, none.name(), none.look(), none.members(), none.calls());
        SANDBOX.jdbi().useHandle(handle -> TeamRows.save(handle, store, none, team));
    }

    private static void save(PlanStage stage, @Nullable Agreed status) {
        KnownPlan none = KnownPlan.unknown();
        KnownTask task = new KnownTask(
                new Presence.Absent(),
                false,
                status == null ? Map.of() : Map.of(TaskField.STATUS, status),
                Map.of(),
                new KnownTask.Details("", false, null),
                null,
                null);
        KnownPlan plan = new KnownPlan(
                stage, none.buckets(), Map.of(TaskRef.of(TASK), task), none.rhythm(), none.calls(), none.twins());
        SANDBOX.jdbi().useHandle(handle -> PlanRows.save(handle, STORE, none, plan));
    }
}
