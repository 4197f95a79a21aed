package io.tandem.console;

import io.tandem.model.TeamSource;
import java.time.Instant;
import java.util.List;

/** Which calls changed a team, and what came of them. */
public interface StepLog {

    /** {@return what was done about a team, newest first} */
    List<Entry> ofTeam(TeamSource source, int most);

    /** {@return what of it was about one person} */
    List<Entry> ofPerson(TeamSource source, String userId, int most);

    /**
     * A step.
     *
     * @param kind what it was, {@code addMembers} and the like
     * @param outcome what came of it, {@code members added} and the like
     * @param requestId Graph's id of the call, empty when there was no answer
     */
    record Entry(Instant at, String kind, String sentence, String outcome, String requestId) {
        Entry masked() {
            return new Entry(at, kind, Mask.text(sentence), outcome, requestId);
        }
    }
}
