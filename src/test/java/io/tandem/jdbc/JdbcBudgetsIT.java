package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Sandbox;
import io.tandem.console.Budgets;
import io.tandem.console.Budgets.Share;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcBudgetsIT {
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final Budgets one = database.consoleTables().budgets();
    private final Budgets other = database.consoleTables().budgets();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate budget");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void addsUpWhatAllInstancesUse() {
        one.note(List.of(new Share("Make a team", 9, 498, false), new Share("Planner", 5, 100, true)));
        one.note(List.of(new Share("Make a team", 10, 498, false), new Share("Planner", 60, 120, true)));
        other.note(List.of(new Share("Make a team", 300, 498, false), new Share("Planner", 30, 60, true)));

        assertThat(other.together())
                .containsExactlyInAnyOrder(
                        new Share("Make a team", 310, 498, false), new Share("Planner", 90, 180, true));
    }

    @Test
    void forgetsAnInstanceThatIsGone() {
        one.note(List.of(new Share("Make a team", 9, 498, false)));
        SANDBOX.sql("update budget set at = now() - interval '2 hours'");

        other.note(List.of(new Share("Make a team", 4, 498, false)));

        assertThat(other.together()).containsExactly(new Share("Make a team", 4, 498, false));
        assertThat(SANDBOX.sql("select count(*) from budget")).isEqualTo("1");
    }
}
