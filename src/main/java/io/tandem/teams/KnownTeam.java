package io.tandem.teams;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a store's team: written before each call (what is meant) and after it (what came of it).
 *
 * @param stage how far the team is
 * @param profile what the team itself is like
 * @param look how well the roster is known
 * @param members by user id, with those who are meant to be in and those who were refused
 * @param calls what it cost so far
 * @param former id of the deleted team in whose place this one is, null = it is the store's first
 * @param adopted whether Commerce named the team and it was taken over; one that Tandem made is its own, whoever names it since
 */
public record KnownTeam(
        Stage stage,
        Profile profile,
        Look look,
        Map<String, KnownMember> members,
        Calls calls,
        @Nullable String former,
        boolean adopted) {
    /** The store's first team, which Tandem made. */
    public KnownTeam(Stage stage, @Nullable String name, Look look, Map<String, KnownMember> members, Calls calls) {
        this(stage, new Profile(name, null), look, members, calls, null, false);
    }

    /**
     * What a team cost in Graph calls.
     *
     * @param steps calls but for polls
     * @param polls looks at the operation
     */
    public record Calls(int steps, int polls) {
        Calls and(Step step) {
            return isPoll(step) ? new Calls(steps, polls + 1) : new Calls(steps + 1, polls);
        }

        private static boolean isPoll(Step step) {
            return step instanceof Step.AwaitTeam || step instanceof Step.AwaitArchive;
        }
    }

    /** Copies the members. */
    public KnownTeam {
        members = Map.copyOf(members);
    }

    /** {@return a team of which nothing is known} */
    public static KnownTeam unknown() {
        return new KnownTeam(new Stage.Unknown(null), null, Look.never(), Map.of(), new Calls(0, 0));
    }

    /** {@return this team with a roster that somebody may have changed: it is read before anything else is done} */
    public KnownTeam doubted() {
        return with(members, look.doubted());
    }

    /** {@return the same with properties that somebody may have changed: name, visibility, and whether it is archived} */
    KnownTeam deepened() {
        return with(members, look.deepened());
    }

    /** {@return display name last written or seen, null while unknown} */
    public @Nullable String name() {
        return profile.name();
    }

    /** {@return id of the team that is there, or was until it was deleted} */
    public Optional<String> teamId() {
        return stage instanceof Stage.Gone gone ? Optional.of(gone.id()) : stage.teamId();
    }

    /**
     * Says whether the team was taken over because it was named, and is not named any more.
     *
     * @param mappedTeam id of the team that is named now, null = none
     */
    public boolean isNamedNoMore(@Nullable String mappedTeam) {
        return adopted
                && teamId().filter(id -> !id.equalsIgnoreCase(mappedTeam)).isPresent();
    }

    /** What people should know of the team that is named, when it is another one than this. */
    Optional<Finding> mapping(DesiredTeam desired) {
        String mapped = desired.mappedTeam();
        if (isNamedNoMore(mapped)) {
            return teamId().map(id -> new Finding.TeamNamedNoMore(desired.source(), id, mapped));
        }
        return Optional.ofNullable(mapped)
                .filter(other ->
                        stage.teamId().filter(id -> !id.equalsIgnoreCase(other)).isPresent())
                .map(Finding.MappedElsewhere::new);
    }

    /**
     * {@return what is known once the team is let go of: nothing but what it cost, and the deleted team in whose place it was unless
     * that is named again}
     *
     * @param mappedTeam id of the team that is named now, null = none
     */
    public KnownTeam released(@Nullable String mappedTeam) {
        String deleted = former != null && former.equalsIgnoreCase(mappedTeam) ? null : former;
        return new KnownTeam(new Stage.Unknown(null), Profile.UNKNOWN, Look.never(), Map.of(), calls, deleted, false);
    }

    /** {@return how many people are in it} */
    public int size() {
        return (int) members.values().stream().filter(KnownMember::isPresent).count();
    }

    /** {@return whether the team is there and not on its way into the archive or out of it} */
    public boolean hasRoster() {
        return stage instanceof Stage.Ready || stage instanceof Stage.Archived;
    }

    boolean isIn(String user) {
        return Optional.ofNullable(members.get(user))
                .filter(KnownMember::isPresent)
                .isPresent();
    }

    boolean isOurs(String user) {
        return Optional.ofNullable(members.get(user)).filter(KnownMember::ours).isPresent();
    }

    /** The role last written or seen, else the one that is wanted. */
    TeamRole roleOf(String user, TeamRole wanted) {
        return Optional.ofNullable(members.get(user)).map(KnownMember::role).orElse(wanted);
    }

    /** {@return for each person who was read back for the first time since then, how long that took from the write} */
    public List<Duration> becameVisible(KnownTeam before) {
        return members.entrySet().stream()
                .filter(member -> member.getValue().isSeen())
                .flatMap(member -> Optional.ofNullable(before.members().get(member.getKey()))
                        .filter(KnownMember::isUnseen)
                        .flatMap(unseen -> unseen.visibleAfter(member.getValue()))
                        .stream())
                .toList();
    }

    KnownTeam at(Stage next) {
        return new KnownTeam(next, profile, look, members, calls, former, adopted);
    }

    KnownTeam named(@Nullable String newName) {
        return new KnownTeam(stage, profile.named(newName), look, members, calls, former, adopted);
    }

    KnownTeam visibleTo(Profile.Visibility visibility) {
        return new KnownTeam(stage, profile.visibleTo(visibility), look, members, calls, former, adopted);
    }

    KnownTeam with(Map<String, KnownMember> newMembers, Look newLook) {
        return new KnownTeam(stage, profile, newLook, newMembers, calls, former, adopted);
    }

    /** Nothing is known any more but what it cost: another team is to be made. */
    KnownTeam inPlaceOf(String deleted) {
        return new KnownTeam(new Stage.Missing(), Profile.UNKNOWN, Look.never(), Map.of(), calls, deleted, false);
    }

    /** The team is there, under the name that it has; its properties and its people are to be read. */
    KnownTeam found(Outcome.GroupFound team) {
        return deepened().at(new Stage.Ready(team.groupId())).named(team.name());
    }

    /** The same of one that Commerce names. What is known of a deleted one is not known of it. */
    KnownTeam adopting(Outcome.GroupFound team) {
        return stage instanceof Stage.Gone(String gone, Instant at, int vain, String sought)
                ? new KnownTeam(stage, Profile.UNKNOWN, Look.never(), Map.of(), calls, adopted ? former : gone, true)
                        .found(team)
                : new KnownTeam(stage, profile, look, members, calls, former, true).found(team);
    }

    /** The same of one that Tandem made. */
    KnownTeam finding(Outcome.GroupFound team) {
        return new KnownTeam(stage, profile, look, members, calls, former, false).found(team);
    }

    KnownTeam paid(Step step) {
        return new KnownTeam(stage, profile, look, members, calls.and(step), former, adopted);
    }
}
