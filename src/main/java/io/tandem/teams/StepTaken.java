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

    /** {@return whether it may have changed anything; looks do not} */
    public boolean isChange() {
        return !(step instanceof Step.FindGroup
                || step instanceof Step.FindMappedTeam
                || step instanceof Step.FindDeleted
                || step instanceof Step.AwaitTeam
                || step instanceof Step.AwaitArchive
                || step instanceof Step.ReadTeam
                || step instanceof Step.ReadRoster);
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
