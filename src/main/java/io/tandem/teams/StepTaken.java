package io.tandem.teams;

import java.time.Instant;
import java.util.Set;

/**
 * A step that was taken, for whoever asks later why a team is as it is.
 *
 * @param outcome what came of it
 * @param requestId by which Microsoft can find the call, empty when it never had an answer
 * @param at when the outcome was known
 */
public record StepTaken(Step step, Outcome outcome, String requestId, Instant at) {

    /** {@return whether somebody may ask for it: it may have changed something, or took an existing team over; other looks do not} */
    public boolean isToBeKept() {
        return switch (step) {
            case Step.FindMappedTeam find -> outcome instanceof Outcome.GroupFound;
            case Step.FindGroup find -> false;
            case Step.FindGone find -> false;
            case Step.FindDeleted find -> false;
            case Step.AwaitTeam await -> false;
            case Step.AwaitArchive await -> false;
            case Step.ReadTeam look -> false;
            case Step.ReadRoster look -> false;
            default -> true;
        };
    }

    /** {@return user ids of those whom it was about} */
    public Set<String> users() {
        return switch (step) {
            case Step.CreateGroup create -> create.people().keySet();
            case Step.AddMembers add -> add.people().keySet();
            case Step.ChangeRole change -> Set.of(change.userId());
            case Step.RemoveMembers removal -> Set.copyOf(removal.userIds());
            default -> Set.of();
        };
    }
}
