package io.tandem.teams;

import io.tandem.model.Store;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What would be done about a store as things stand.
 *
 * @param size how many people are in its team
 * @param readFirst whether the roster is in doubt and is read before anything of this is done
 * @param leaving user ids of those among whom the plan puts out whom the brake has yet to let go
 * @param unasked how many of them it was never asked about
 * @param brake why these would wait for approval, null = they would not
 */
public record Foreseen(
        Store store,
        int size,
        boolean readFirst,
        Plan plan,
        Set<String> leaving,
        int unasked,
        @Nullable String brake) {
    /** Copies the ids. */
    public Foreseen {
        leaving = Set.copyOf(leaving);
    }

    Foreseen braked(String why) {
        return new Foreseen(store, size, readFirst, plan, leaving, unasked, why);
    }
}
