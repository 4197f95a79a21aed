package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.Step;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GraphFaultsPointTest {

    /** What is done about teams of closed stores, deleted and public ones, and in a sweep: {@link StoreLifeIT}, {@link RetailRulesIT}. */
    private static final Set<Class<?>> ELSEWHERE = Set.of(
            Step.ReadTeam.class,
            Step.MakePrivate.class,
            Step.ArchiveTeam.class,
            Step.AwaitArchive.class,
            Step.RestoreGroup.class,
            Step.FindDeleted.class,
            Step.FindGone.class);

    @Test
    void coversEveryKindOfStep() {
        Stream<Class<?>> covered = GraphFaultsPoint.all().stream()
                .map(GraphFaultsPoint::call)
                .map(GraphFaultsCall::step)
                .flatMap(Optional::stream);

        assertThat(Stream.concat(covered, ELSEWHERE.stream()))
                .as("kinds of steps at which something goes wrong")
                .contains(Step.class.getPermittedSubclasses());
    }
}
