package io.tandem.teams;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whatever happens, in whatever order and with whatever faults: one team, never ownerless, and right in the end. */
@Tag("property")
class ConvergenceTest {

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void everyHistoryEndsWithTheRosterThatCommerceWants(
            @ForAll("histories") List<History> history,
            @ForAll long graphSeed,
            @ForAll boolean addingTwiceIsAnError,
            @ForAll boolean slow,
            @ForAll boolean passesTheIntendedStateOn) {
        Duration lag = slow ? Duration.ofSeconds(60) : Duration.ZERO;
        Duration young = slow ? Duration.ofMinutes(15) : Duration.ZERO;
        World world = new World(
                new FakeGraph.Manners(new Random(graphSeed), addingTwiceIsAnError, lag, young, slow ? 1 : 0),
                passesTheIntendedStateOn);
        for (History event : history) {
            world.happen(event);
            world.checkInvariants();
        }

        world.calmDown();

        world.checkInvariants();
        world.checkConverged();
    }

    @Provide
    Arbitrary<List<History>> histories() {
        return History.histories();
    }
}
