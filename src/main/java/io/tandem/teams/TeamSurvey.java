package io.tandem.teams;

import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Many stores at a glance: what it asks does not grow with their number. */
public interface TeamSurvey {

    /** {@return the numbers of all stores of which Commerce ever spoke, in order} */
    List<StoreNumber> stores();

    /** {@return what is wanted and known of these stores, one picture for each in their order} */
    List<Picture> pictures(Collection<StoreNumber> stores);

    /**
     * Counts who left and is to leave, as the brake does.
     *
     * @param since when the wave began
     */
    Wave wave(Instant since);

    /**
     * Everything that a plan for a store depends on but the directory.
     *
     * @param leave who may not be put out
     * @param asked user ids of those for whose removal was asked and nothing is decided
     * @param granted user ids of those who may go
     */
    record Picture(StoreStaff staff, KnownTeam known, Leave leave, Set<String> asked, Set<String> granted) {
        /** Copies the ids. */
        public Picture {
            asked = Set.copyOf(asked);
            granted = Set.copyOf(granted);
        }
    }

    /**
     * A wave of removals.
     *
     * @param leaving people who left within it or were asked for, without those whom somebody approved
     * @param memberships people in all teams
     */
    record Wave(long leaving, long memberships) {}
}
