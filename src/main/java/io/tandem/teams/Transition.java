package io.tandem.teams;

import java.time.Instant;
import java.util.List;

/**
 * How what is known changes with a step: {@link #intended} before the call, {@link #after} once its outcome is known.
 * Whatever happens between the two, the next plan looks before it acts.
 *
 * @param desired the team that the store should have
 * @param pace waiting times
 * @param now the time of the step
 */
public record Transition(DesiredTeam desired, TeamPolicy.Pace pace, Instant now) {

    /** {@return what is known once the step is meant: people who may be in from now on, a roster or a name to be
     *     doubted} */
    public KnownTeam intended(KnownTeam known, Step step) {
        return switch (step) {
            case Step.CreateGroup create ->
                roster(known).intended(create.people()).at(new Stage.Unknown(null));
            case Step.AddMembers add -> roster(known).intended(add.people());
            case Step.ChangeRole change -> known.doubted();
            case Step.RemoveMembers remove -> known.doubted();
            case Step.RenameTeam rename -> known.named(null);
            case Step.ArchiveTeam turn -> life(known).meant(turn);
            default -> known;
        };
    }

    /**
     * What is known after the step. Nothing is intended any more when no call went out or Graph would not; a call whose
     * answer is lost leaves the intention standing.
     *
     * @param known what was known before the step
     */
    public KnownTeam after(KnownTeam known, Step step, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Postponed postponed ->
                postponed.sent() ? intended(known, step).paid(step) : known;
            case Outcome.Refused refused -> suspected(known.doubted(), step).paid(step);
            case Outcome.Denied denied -> suspected(known, step).paid(step);
            case Outcome.TeamMissing gone ->
                known.at(new Stage.Gone(id(known), null)).paid(step);
            default -> answered(intended(known, step).paid(step), step, outcome);
        };
    }

    /** An archived team refuses other properties, and somebody may have archived it. */
    private static KnownTeam suspected(KnownTeam known, Step step) {
        return step.changesProperty() ? known.deepened() : known;
    }

    /**
     * {@return what the step brought to light: that the team is there, or what somebody changed in Teams; nothing of what is done in a
     * team that Commerce names no more}
     */
    public List<TeamNews> news(KnownTeam before, KnownTeam after, Outcome outcome, TeamPolicy policy) {
        if (after.isNamedNoMore(desired.mappedTeam()) && after.stage().teamId().isPresent()) {
            return List.of();
        }
        if (after.stage() instanceof Stage.Ready ready && isNew(before.stage())) {
            return List.of(new TeamNews.Provisioned(desired.source(), ready.id()));
        }
        return outcome instanceof Outcome.RosterRead
                ? new Drift(desired, policy.strangers(), before, after).news()
                : new Deviation(desired, policy.life(), before, now).news(outcome, after);
    }

    private static boolean isNew(Stage before) {
        return !(before instanceof Stage.Ready
                || before instanceof Stage.Archived
                || before instanceof Stage.Archiving);
    }

    private KnownTeam answered(KnownTeam known, Step step, Outcome outcome) {
        return switch (outcome) {
            case Outcome.GroupFound found -> search(known).found(step, found);
            case Outcome.GroupMissing missing -> search(known).missed(step);
            case Outcome.GroupCreated created -> created(known, (Step.CreateGroup) step, created);
            case Outcome.GroupExisted existed -> known.at(new Stage.Unknown(now.plus(pace.look())));
            case Outcome.TeamRequested requested ->
                known.at(new Stage.Provisioning(id(known), now, requested.operation(), now.plus(pace.firstPoll())));
            case Outcome.TeamExisted existed -> existing(known);
            case Outcome.GroupNotSeen notSeen -> making(known).askAgain();
            case Outcome.OperationRunning running -> operation(known, outcome);
            case Outcome.OperationSucceeded succeeded -> operation(known, outcome);
            case Outcome.OperationFailed failed -> operation(known, outcome);
            case Outcome.OfLife life -> life(known).answered(step, life);
            case Outcome.RosterRead read -> roster(known).read(read);
            case Outcome.Renamed renamed -> known.named(((Step.RenameTeam) step).name());
            case Outcome.MadePrivate hidden -> known.visibleTo(Profile.Visibility.PRIVATE);
            case Outcome.MembersAdded added -> roster(known).added((Step.AddMembers) step, added);
            case Outcome.RoleChanged changed -> roster(known).changed((Step.ChangeRole) step);
            case Outcome.MembersRemoved removed -> roster(known).removed((Step.RemoveMembers) step, removed);
            case Outcome.Postponed postponed -> known;
            case Outcome.Refused refused -> known;
            case Outcome.Denied denied -> known;
            case Outcome.TeamMissing gone -> known;
        };
    }

    private RosterTransition roster(KnownTeam known) {
        DesiredTeam wanted = known.isNamedNoMore(desired.mappedTeam()) ? desired.leaving(known) : desired;
        return new RosterTransition(wanted, pace, now, known);
    }

    private KnownTeam operation(KnownTeam known, Outcome outcome) {
        if (known.stage() instanceof Stage.Archiving turning) {
            return life(known).waited(turning, outcome);
        }
        return switch (outcome) {
            case Outcome.OperationRunning running -> making(known).running((Stage.Provisioning) known.stage());
            case Outcome.OperationSucceeded succeeded -> ready(known);
            default -> making(known).askAgain();
        };
    }

    private CreationTransition making(KnownTeam known) {
        return new CreationTransition(pace, now, known);
    }

    private SearchTransition search(KnownTeam known) {
        return new SearchTransition(desired, pace, now, known);
    }

    private LifeTransition life(KnownTeam known) {
        return new LifeTransition(pace, now, known);
    }

    private KnownTeam created(KnownTeam known, Step.CreateGroup step, Outcome.GroupCreated created) {
        return roster(known)
                .written(step.people())
                .at(new Stage.Group(created.groupId(), now, 0, null))
                .named(step.name())
                .visibleTo(Profile.Visibility.PRIVATE);
    }

    /** The team exists or is being made; without the operation it is the team itself that is looked for (4.2). */
    private KnownTeam existing(KnownTeam known) {
        String team = "/teams/" + id(known);
        return known.doubted().at(new Stage.Provisioning(id(known), now, team, now));
    }

    private static KnownTeam ready(KnownTeam known) {
        return known.at(new Stage.Ready(id(known)));
    }

    private static String id(KnownTeam known) {
        return known.stage().teamId().orElseThrow();
    }
}
