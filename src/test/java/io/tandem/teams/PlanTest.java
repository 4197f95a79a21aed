package io.tandem.teams;

import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.LeaseLostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Step FIND = new Step.FindGroup("tandem-000135");
    private static final Hold HOLD = new Hold("would remove 12 of 20 people");

    @Test
    void beginsWithTheFirstStepWhenItsTimeHasCome() {
        List<Step> steps = List.of(FIND, new Step.ReadRoster("team-1"));

        assertThat(new Plan(steps, List.of(), List.of(), null, null).next(NOW)).contains(FIND);
        assertThat(new Plan(steps, List.of(), List.of(), NOW, null).next(NOW)).contains(FIND);
        assertThat(new Plan(steps, List.of(), List.of(), NOW, null).next(NOW.minusMillis(1)))
                .isEmpty();
    }

    @Test
    void goesOnWithWhatIsNotHeld() {
        assertThat(new Plan(List.of(FIND), List.of(HOLD), List.of(), null, null).next(NOW))
                .contains(FIND);
    }

    @Test
    void beginsWithNothingWhenThereIsNothingToDo() {
        assertThat(new Plan(List.of(), List.of(), List.of(), null, null).next(NOW))
                .isEmpty();
    }

    @Test
    void standsHeldWhenAllElseIsDone() {
        assertThat(new Plan(List.of(FIND), List.of(HOLD), List.of(), null, null)
                        .standing()
                        .state())
                .isEqualTo(Standing.State.WORKING);
        Plan plan = new Plan(List.of(), List.of(HOLD), List.of(new Finding.NoManager()), null, null);

        assertThat(plan.standing()).isEqualTo(new Standing(Standing.State.HELD, "would remove 12 of 20 people"));
    }

    @Test
    void worksOnItsFirstStep() {
        Plan plan = new Plan(List.of(FIND), List.of(), List.of(new Finding.NoManager()), null, null);

        assertThat(plan.standing()).isEqualTo(new Standing(Standing.State.WORKING, "look for group tandem-000135"));
    }

    @Test
    void waitsForCommerceOrTheDirectoryWithTheReason() {
        List<Finding> reasons = List.of(
                new Finding.NoManager(),
                new Finding.StoreUnknown(),
                new Finding.FallbackOwnerUnusable(),
                new Finding.MappedTeamMissing("existing"),
                new Finding.MappedGroupWithoutTeam("existing"));

        assertThat(reasons).allSatisfy(reason -> {
            List<Finding> findings = List.of(new Finding.AddedByHand("xia"), reason);
            assertThat(new Plan(List.of(), List.of(), findings, null, null).standing())
                    .isEqualTo(new Standing(Standing.State.WAITING, reason.sentence()));
        });
    }

    @Test
    void isInStepWhateverElseWasFound() {
        List<Finding> findings = List.of(new Finding.AddedByHand("xia"), new Finding.LastOwnerStays("ada"));

        assertThat(new Plan(List.of(), List.of(), findings, null, null).standing())
                .isEqualTo(new Standing(Standing.State.IN_SYNC, ""));
    }

    @Test
    void saysThatTheStoreIsClosed() {
        List<Finding> findings = List.of(new Finding.StoreClosed(), new Finding.AddedByHand("xia"));

        assertThat(new Plan(List.of(), List.of(), findings, null, null).standing())
                .isEqualTo(new Standing(Standing.State.IN_SYNC, "the store is closed"));
    }

    @Test
    void standsFailedWithTheReason() {
        assertThat(Standing.failed("403 on CreateTeam"))
                .isEqualTo(new Standing(Standing.State.FAILED, "403 on CreateTeam"));
    }

    @Test
    void namesTheKeyThatWasLost() {
        assertThat(new LeaseLostException("store/000135")).hasMessageContaining("store/000135");
    }
}
