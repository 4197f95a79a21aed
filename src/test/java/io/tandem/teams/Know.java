package io.tandem.teams;

import static io.tandem.teams.Want.NOW;

import io.tandem.teams.KnownMember.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what is known of a team, for tests of what follows from it. */
final class Know {
    static final String TEAM = "team-1";
    static final Instant EARLIER = NOW.minusSeconds(30);
    static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private final Stage stage;
    private final TreeMap<String, KnownMember> members = new TreeMap<>();
    private Look look = new Look(false, EARLIER, 0, null);
    private @Nullable String name = "Houston";
    private Profile.@Nullable Visibility visibility = Profile.Visibility.PRIVATE;
    private @Nullable String former;
    private boolean adopted;

    private Know(Stage stage) {
        this.stage = stage;
    }

    /** A team that is there and whose roster was read half a minute ago. */
    static Know ready() {
        return new Know(new Stage.Ready(TEAM));
    }

    static Know at(Stage stage) {
        return new Know(stage);
    }

    Know named(@Nullable String other) {
        name = other;
        return this;
    }

    Know visibleTo(Profile.@Nullable Visibility other) {
        visibility = other;
        return this;
    }

    /** Commerce named it, and it was taken over. */
    Know adopted() {
        adopted = true;
        return this;
    }

    Know inPlaceOf(String deleted) {
        former = deleted;
        return this;
    }

    Know look(Look other) {
        look = other;
        return this;
    }

    Know unclear() {
        return look(look.doubted());
    }

    Know stale() {
        return look(new Look(false, NOW.minusSeconds(61), 0, null));
    }

    Know with(String user, KnownMember member) {
        members.put(user, member);
        return this;
    }

    Know seen(String user, TeamRole role) {
        return with(user, new KnownMember(role, true, id(user), EARLIER, EARLIER, null));
    }

    Know owner(String user) {
        return seen(user, TeamRole.OWNER);
    }

    Know member(String user) {
        return seen(user, TeamRole.MEMBER);
    }

    /** Written and not read back; never seen before. */
    Know added(String user, TeamRole role) {
        return with(user, new KnownMember(role, true, null, EARLIER, null, null));
    }

    /** In another role before; the new one is written and not read back. */
    Know changed(String user, TeamRole role) {
        return with(user, new KnownMember(role, true, id(user), EARLIER, null, null));
    }

    Know intended(String user, TeamRole role) {
        return with(user, KnownMember.intended(role));
    }

    Know stranger(String user, TeamRole role) {
        return with(user, new KnownMember(role, false, id(user), null, EARLIER, null));
    }

    /** Not in, for Graph refused it. */
    Know refused(String user, TeamRole role, Instant until) {
        return with(user, new KnownMember(role, true, null, null, null, new Refusal("NotFound", until)));
    }

    /** In, and Graph refused to change that. */
    Know stuck(String user, TeamRole role, Instant until) {
        return with(user, new KnownMember(role, true, id(user), EARLIER, EARLIER, new Refusal("Forbidden", until)));
    }

    static String id(String user) {
        return "membership of " + user;
    }

    KnownTeam build() {
        Profile profile = new Profile(name, visibility);
        return new KnownTeam(stage, profile, look, members, new KnownTeam.Calls(0, 0), former, adopted);
    }
}
