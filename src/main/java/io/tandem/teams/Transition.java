package io.tandem.teams;

import io.tandem.teams.KnownMember.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How what is known changes with a step: {@link #intended} before the call, {@link #after} once its outcome is known.
 * Whatever happens between the two, the next plan looks before it acts.
 *
 * @param desired the team that the store should have
 * @param pace waiting times
 * @param now the time of the step
 */
public record Transition(DesiredTeam desired, TeamPolicy.Pace pace, Instant now) {

    /** {@return what is known once the step is meant: people who may be in from now on, a roster to be doubted} */
    public KnownTeam intended(KnownTeam known, Step step) {
        return switch (step) {
            case Step.CreateGroup create -> known.at(new Stage.Unknown(null)).with(intending(known, create.people()));
            case Step.AddMembers add -> doubted(known).with(intending(known, add.people()));
            case Step.ChangeRole change -> doubted(known);
            case Step.RemoveMembers remove -> doubted(known);
            default -> known;
        };
    }

    /** {@return what is known after the step} */
    public KnownTeam after(KnownTeam known, Step step, Outcome outcome) {
        boolean sent = !(outcome instanceof Outcome.Postponed postponed) || postponed.sent();
        return result(sent ? known.paid(step) : known, step, outcome);
    }

    private KnownTeam result(KnownTeam known, Step step, Outcome outcome) {
        return switch (outcome) {
            case Outcome.GroupFound found -> found(known, found);
            case Outcome.GroupMissing missing -> known.at(new Stage.Missing());
            case Outcome.GroupCreated created -> created(known, (Step.CreateGroup) step, created);
            case Outcome.GroupExisted existed -> known.at(new Stage.Unknown(now.plus(pace.look())));
            case Outcome.TeamRequested requested -> requested(known, requested);
            case Outcome.TeamExisted existed ->
                ready(known).looking(known.look().doubted());
            case Outcome.GroupNotSeen notSeen -> askAgain(known);
            case Outcome.OperationRunning running -> running(known);
            case Outcome.OperationSucceeded succeeded -> ready(known);
            case Outcome.OperationFailed failed -> askAgain(known);
            case Outcome.RosterRead read -> read(known, read);
            case Outcome.Renamed renamed -> known.named(((Step.RenameTeam) step).name());
            case Outcome.MembersAdded added -> added(known, (Step.AddMembers) step, added);
            case Outcome.RoleChanged changed -> changed(known, (Step.ChangeRole) step);
            case Outcome.MembersRemoved removed -> removed(known, (Step.RemoveMembers) step, removed);
            case Outcome.Postponed postponed -> known;
            case Outcome.Refused refused -> known;
        };
    }

    private static KnownTeam doubted(KnownTeam known) {
        return known.looking(known.look().doubted());
    }

    private static Map<String, KnownMember> intending(KnownTeam known, Map<String, TeamRole> people) {
        Map<String, KnownMember> members = new HashMap<>(known.members());
        people.forEach((user, role) -> members.putIfAbsent(user, KnownMember.intended(role)));
        return members;
    }

    private static KnownTeam found(KnownTeam known, Outcome.GroupFound found) {
        Stage stage = found.hasTeam()
                ? new Stage.Ready(found.groupId())
                : new Stage.Group(found.groupId(), found.createdAt(), 0, null);
        return doubted(known).at(stage).named(found.name());
    }

    private KnownTeam created(KnownTeam known, Step.CreateGroup step, Outcome.GroupCreated created) {
        return known.at(new Stage.Group(created.groupId(), now, 0, null))
                .named(step.name())
                .looking(known.look().settled())
                .with(written(known, step.people()));
    }

    private Map<String, KnownMember> written(KnownTeam known, Map<String, TeamRole> people) {
        Map<String, KnownMember> members = new HashMap<>(known.members());
        people.forEach((user, role) -> members.merge(
                user, KnownMember.intended(role).written(role, now), (old, fresh) -> old.written(role, now)));
        return members;
    }

    private KnownTeam requested(KnownTeam known, Outcome.TeamRequested requested) {
        return known.at(new Stage.Provisioning(id(known), now, requested.operation(), now.plus(pace.firstPoll())));
    }

    private static KnownTeam ready(KnownTeam known) {
        return known.at(new Stage.Ready(id(known)));
    }

    private static String id(KnownTeam known) {
        return known.stage().teamId().orElseThrow();
    }

    /** Three tries, then nothing until the group is old enough (graph-contract 4.1), then ever slower. */
    private KnownTeam askAgain(KnownTeam known) {
        Stage.Group group =
                known.stage() instanceof Stage.Group before ? before : new Stage.Group(id(known), now, 0, null);
        int refusals = group.refusals() + 1;
        Instant oldEnough = group.createdAt().plus(pace.youngGroup());
        Instant retry = now.plus(pace.youngGroupRetry().multipliedBy(Math.max(1, Math.min(refusals - 3, 30))));
        Instant next = refusals <= 3 || retry.isAfter(oldEnough) ? retry : oldEnough;
        return known.at(new Stage.Group(group.id(), group.createdAt(), refusals, next));
    }

    /** An operation that stays invisible or unfinished for too long is asked for again; 409 then tells it is done. */
    private KnownTeam running(KnownTeam known) {
        Stage.Provisioning making = (Stage.Provisioning) known.stage();
        if (now.isAfter(making.since().plus(pace.youngGroup()))) {
            return known.at(new Stage.Group(making.id(), making.since(), 0, null));
        }
        return known.at(new Stage.Provisioning(making.id(), making.since(), making.operation(), now.plus(pace.poll())));
    }

    private KnownTeam read(KnownTeam known, Outcome.RosterRead read) {
        Map<String, KnownMember> members = new HashMap<>();
        read.members().forEach(member -> members.put(member.userId(), seen(known, member)));
        boolean patient = known.look().vain() < Look.PATIENCE;
        known.members().forEach((user, before) -> {
            KnownMember still = members.containsKey(user) ? null : missed(user, before, patient);
            if (still != null) {
                members.put(user, still);
            }
        });
        boolean missed = members.values().stream().anyMatch(KnownMember::isUnseen);
        return known.with(members).looking(known.look().read(missed, pace.look(), now));
    }

    private KnownMember seen(KnownTeam known, Outcome.RosterRead.Member member) {
        KnownMember before = known.members().get(member.userId());
        boolean wanted = desired.people().containsKey(member.userId());
        KnownMember base = before == null ? new KnownMember(member.role(), false, null, null, null, null) : before;
        return base.seen(member.role(), member.membershipId(), wanted, now);
    }

    /** What remains of a person who is not in the roster that was read: nothing, when nobody wants the person. */
    private @Nullable KnownMember missed(String user, KnownMember before, boolean patient) {
        boolean wanted = desired.people().containsKey(user);
        if (before.isUnseen()) {
            return patient || !wanted ? before : before.absent(new Refusal("NotVisible", now.plus(pace.recheck())));
        }
        boolean wasThere = before.seenAt() != null;
        return before.ours() && (wanted || !wasThere) ? before.absent(before.refusal()) : null;
    }

    private KnownTeam added(KnownTeam known, Step.AddMembers step, Outcome.MembersAdded added) {
        Map<String, KnownMember> members = new HashMap<>(written(known, step.people()));
        added.refused()
                .forEach((user, code) -> members.computeIfPresent(
                        user, (id, member) -> member.absent(new Refusal(code, now.plus(pace.recheck())))));
        return known.with(members).looking(known.look().settled());
    }

    private KnownTeam changed(KnownTeam known, Step.ChangeRole step) {
        return known.with(written(known, Map.of(step.userId(), step.role())))
                .looking(known.look().settled());
    }

    private KnownTeam removed(KnownTeam known, Step.RemoveMembers step, Outcome.MembersRemoved removed) {
        Set<String> gone = step.userIds().stream()
                .filter(user -> !removed.refused().containsKey(user))
                .collect(Collectors.toSet());
        Map<String, KnownMember> members = new HashMap<>(known.members());
        members.keySet().removeAll(gone);
        removed.refused()
                .forEach((user, code) -> members.computeIfPresent(
                        user, (id, member) -> member.refused(new Refusal(code, now.plus(pace.recheck())))));
        return known.with(members).looking(known.look().settled());
    }
}
