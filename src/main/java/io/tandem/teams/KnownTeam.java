package io.tandem.teams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a store's team: written before each call (what is meant) and after it (what came of it).
 *
 * @param stage how far the team is
 * @param name display name last written or seen, null while unknown
 * @param look how well the roster is known
 * @param members by user id, with those who are meant to be in and those who were refused
 * @param calls what it cost so far
 * @param former id of the deleted team in whose place this one is, null = it is the store's first
 */
public record KnownTeam(
        Stage stage,
        @Nullable String name,
        Look look,
        Map<String, KnownMember> members,
        Calls calls,
        @Nullable String former) {
    /** The store's first team. */
    public KnownTeam(Stage stage, @Nullable String name, Look look, Map<String, KnownMember> members, Calls calls) {
        this(stage, name, look, members, calls, null);
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

    /** {@return the same with properties that somebody may have changed, its name and whether it is archived} */
    KnownTeam deepened() {
        return with(members, look.deepened());
    }

    /** {@return how many people are in it} */
    public int size() {
        return (int) members.values().stream().filter(KnownMember::isPresent).count();
    }

    /** {@return whether the team is there and not on its way into the archive or out of it} */
    public boolean hasRoster() {
        return stage instanceof Stage.Ready || stage instanceof Stage.Archived;
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
        return new KnownTeam(next, name, look, members, calls, former);
    }

    KnownTeam named(@Nullable String newName) {
        return new KnownTeam(stage, newName, look, members, calls, former);
    }

    KnownTeam with(Map<String, KnownMember> newMembers, Look newLook) {
        return new KnownTeam(stage, name, newLook, newMembers, calls, former);
    }

    /** Nothing is known any more but what it cost: another team is to be made. */
    KnownTeam inPlaceOf(String deleted) {
        return new KnownTeam(new Stage.Missing(), null, Look.never(), Map.of(), calls, deleted);
    }

    KnownTeam paid(Step step) {
        return new KnownTeam(stage, name, look, members, calls.and(step), former);
    }
}
