package io.tandem.console;

import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.Fact;
import io.tandem.model.TeamSource;
import io.tandem.teams.TeamSurvey;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Folds events only to see what would come of it. Events that come meanwhile wait. */
public interface Rehearsal {

    /** {@return what {@link CommerceState#fold} would do; nothing of it happens} */
    Told rehearse(Batch batch);

    /**
     * The same with what Commerce would then say of teams.
     *
     * @param others teams that are looked at besides those that would become due
     * @param since when the wave of removals began
     */
    Scene scene(Batch batch, Set<TeamSource> others, Instant since);

    /**
     * What would come of a batch.
     *
     * @param outcome what would become of the events
     * @param facts the registers that would hold something else, in order
     */
    record Told(CommerceState.Outcome outcome, List<Fact.Register> facts) {
        /** Copies the facts. */
        public Told {
            facts = List.copyOf(facts);
        }
    }

    /**
     * What would come of a batch, and the teams that it is about.
     *
     * @param sources whose teams, in order
     * @param pictures what would be wanted and is known of each of them
     */
    record Scene(Told told, List<TeamSource> sources, List<TeamSurvey.Picture> pictures, TeamSurvey.Wave wave) {
        /** Copies the lists. */
        public Scene {
            sources = List.copyOf(sources);
            pictures = List.copyOf(pictures);
        }
    }
}
