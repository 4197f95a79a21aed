package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepTakenTest {
    @Test
    void looksAreForgotten() {
        List<Step> looks = List.of(
                new Step.FindGroup("tandem-000135"),
                new Step.FindMappedTeam("team"),
                new Step.AwaitTeam("operation"),
                new Step.ReadRoster("team"));

        assertThat(looks).noneMatch(look -> taken(look).isToBeKept());
        assertThat(looks).allSatisfy(look -> assertThat(taken(look).users()).isEmpty());
    }

    @Test
    void theLookThatTookATeamOverIsNot() {
        Step look = new Step.FindMappedTeam("team");
        Outcome found = new Outcome.GroupFound("team", "Houston", true, Want.NOW);

        assertThat(new StepTaken(look, found, "request", Want.NOW).isToBeKept()).isTrue();
        assertThat(new StepTaken(look, new Outcome.GroupMissing(), "request", Want.NOW).isToBeKept())
                .isFalse();
    }

    @Test
    void whatIsWrittenIsAboutPeopleOrTheTeam() {
        Map<Step, Set<String>> writes = Map.of(
                new Step.CreateGroup("tandem-000135", "Houston", "HOUSTON", Map.of("ada", TeamRole.OWNER)),
                        Set.of("ada"),
                new Step.CreateTeam("group"), Set.of(),
                new Step.RenameTeam("team", "Houston"), Set.of(),
                new Step.AddMembers("team", Map.of("bob", TeamRole.MEMBER)), Set.of("bob"),
                new Step.ChangeRole("team", "cleo", "membership", TeamRole.OWNER), Set.of("cleo"),
                new Step.RemoveMembers("team", List.of("dan", "eve")), Set.of("dan", "eve"));

        assertThat(writes).allSatisfy((write, users) -> {
            assertThat(taken(write).isToBeKept()).isTrue();
            assertThat(taken(write).users()).isEqualTo(users);
        });
    }

    private static StepTaken taken(Step step) {
        return new StepTaken(step, new Outcome.Renamed(), "request", Want.NOW);
    }
}
