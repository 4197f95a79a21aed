package io.tandem.teams;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a store's team: written before each call (what is meant) and after it (what came of it).
 *
 * @param stage how far the team is
 * @param name display name last written or seen, null while unknown
 * @param look how well the roster is known
 * @param members by user id, with those who are meant to be in and those who were refused
 * @param calls what it cost so far
 */
public record KnownTeam(Stage stage, @Nullable String name, Look look, Map<String, KnownMember> members, Calls calls) {

    /**
     * What a team cost in Graph calls.
     *
     * @param steps calls but for polls
     * @param polls looks at the operation
     */
    public record Calls(int steps, int polls) {
        Calls and(Step step) {
            return step instanceof Step.AwaitTeam ? new Calls(steps, polls + 1) : new Calls(steps + 1, polls);
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

    /** {@return how many people are in it} */
    public int size() {
        return (int) members.values().stream().filter(KnownMember::isPresent).count();
    }

    KnownTeam at(Stage next) {
        return new KnownTeam(next, name, look, members, calls);
    }

    KnownTeam named(@Nullable String newName) {
        return new KnownTeam(stage, newName, look, members, calls);
    }

    KnownTeam with(Map<String, KnownMember> newMembers, Look newLook) {
        return new KnownTeam(stage, name, newLook, newMembers, calls);
    }

    KnownTeam paid(Step step) {
        return new KnownTeam(stage, name, look, members, calls.and(step));
    }
}
