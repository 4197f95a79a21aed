package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tandem.model.TaskField;
import io.tandem.model.TaskOrigin;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FieldOwnershipTest {

    @ParameterizedTest
    @EnumSource(TaskField.class)
    void headquartersOwnsItsTasksButForTheStatus(TaskField field) {
        FieldOwnership shipped = FieldOwnership.shipped();

        assertThat(shipped.of(TaskOrigin.HQ, field))
                .isEqualTo(field == TaskField.STATUS ? Owner.SHARED : Owner.COMMERCE);
        assertThat(shipped.of(TaskOrigin.POS, field)).isEqualTo(Owner.SHARED);
        assertThat(shipped.of(TaskOrigin.TEAMS, field)).isEqualTo(Owner.SHARED);
    }

    @Test
    void rulesOverrideWhatIsShipped() {
        FieldOwnership owners = FieldOwnership.shipped().with(" hq.title = shared,, POS.due-date=Planner ");

        assertThat(owners.of(TaskOrigin.HQ, TaskField.TITLE)).isEqualTo(Owner.SHARED);
        assertThat(owners.of(TaskOrigin.HQ, TaskField.NOTES)).isEqualTo(Owner.COMMERCE);
        assertThat(owners.of(TaskOrigin.POS, TaskField.DUE_DATE)).isEqualTo(Owner.PLANNER);
    }

    @Test
    void noRulesChangeNothing() {
        assertThat(FieldOwnership.shipped().with("")).isEqualTo(FieldOwnership.shipped());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            title           | 'title' is not origin.field=owner
            hq=title.shared | 'hq=title.shared' is not origin.field=owner
            hq.a.title=us   | 'hq.a.title=us' is not origin.field=owner
            shop.title=shared | 'shop.title=shared' names no origin: use hq, pos, teams
            hq.labels=shared  | 'hq.labels=shared' names no field: use title, notes, due-date, assignees, status, links
            hq.title=me       | 'hq.title=me' names no owner: use commerce, planner, shared
            """)
    void aRuleThatCannotBeReadIsNamed(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldOwnership.shipped().with(text))
                .withMessage(sentence);
    }

    @Test
    void everyErrorHasItsSentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldOwnership.shipped().with("a, hq.title=shared, b"))
                .withMessage("'a' is not origin.field=owner; 'b' is not origin.field=owner");
    }

    @Test
    void whatIsNotNamedIsShared() {
        assertThat(new FieldOwnership(Map.of()).of(TaskOrigin.HQ, TaskField.TITLE))
                .isEqualTo(Owner.SHARED);
    }
}
