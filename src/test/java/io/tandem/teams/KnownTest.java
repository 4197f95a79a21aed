package io.tandem.teams;

import static io.tandem.teams.Want.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Identity;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known of teams, looks and accounts. */
class KnownTest {

    @Test
    void knowsNothingAtFirst() {
        KnownTeam known = KnownTeam.unknown();

        assertThat(known.stage()).isEqualTo(new Stage.Unknown(null));
        assertThat(known.name()).isNull();
        assertThat(known.members()).isEmpty();
        assertThat(known.look()).isEqualTo(new Look(false, null, 0, null));
        assertThat(known.calls()).isEqualTo(new KnownTeam.Calls(0, 0));
    }

    @Test
    void doubtsTheRosterAndNothingElse() {
        KnownTeam known =
                Know.ready().owner("ada").look(new Look(false, NOW, 3, NOW)).build();

        KnownTeam doubted = known.doubted();

        assertThat(doubted.look()).isEqualTo(new Look(true, NOW, 0, null));
        assertThat(doubted.members()).isEqualTo(known.members());
        assertThat(doubted.stage()).isEqualTo(known.stage());
    }

    @Test
    void knowsTheTeamFromTheGroupOn() {
        assertThat(new Stage.Unknown(null).teamId()).isEmpty();
        assertThat(new Stage.Missing().teamId()).isEmpty();
        assertThat(new Stage.Group("g1", NOW, 0, null).teamId()).contains("g1");
        assertThat(new Stage.Provisioning("g1", NOW, "op", NOW).teamId()).contains("g1");
        assertThat(new Stage.Ready("g1").teamId()).contains("g1");
    }

    @Test
    void holdsALookFreshForLessThanAMinute() {
        Look look = new Look(false, NOW, 0, null);

        assertThat(look.isFresh(NOW.plusSeconds(59))).isTrue();
        assertThat(look.isFresh(NOW.plusSeconds(60))).isFalse();
        assertThat(Look.never().isFresh(NOW)).isFalse();
    }

    @Test
    void isPatientForSixLooks() {
        assertThat(new Look(false, NOW, 5, null).isPatient()).isTrue();
        assertThat(new Look(false, NOW, 6, null).isPatient()).isFalse();
    }

    @Test
    void waitsNoLongerThanItsPatience() {
        Look look = new Look(false, NOW, 1_000, null);

        assertThat(look.read(true, java.time.Duration.ofSeconds(5), NOW).notBefore())
                .isEqualTo(NOW.plusSeconds(20_480));
    }

    @Test
    void refusesUntilTheVeryInstant() {
        KnownMember member = KnownMember.intended(TeamRole.MEMBER).refused(new KnownMember.Refusal("NotFound", NOW));

        assertThat(member.isRefusedAt(NOW.minusMillis(1))).isTrue();
        assertThat(member.isRefusedAt(NOW)).isFalse();
        assertThat(KnownMember.intended(TeamRole.MEMBER).isRefusedAt(NOW)).isFalse();
    }

    @Test
    void copiesItsMembers() {
        Map<String, KnownMember> members = new HashMap<>();
        KnownTeam known = new KnownTeam(new Stage.Missing(), null, Look.never(), members, new KnownTeam.Calls(0, 0));

        members.put("ada", KnownMember.intended(TeamRole.OWNER));

        assertThat(known.members()).isEmpty();
    }

    @Test
    void findsAccountsByIdentity() {
        Account ada = new Account("ADA", true, true);
        Directory directory = new Directory(Map.of(Staff.identity("ada"), ada));

        assertThat(directory.find(Staff.identity("Ada"))).contains(ada);
        assertThat(directory.find(Staff.identity("bob"))).isEmpty();
        assertThat(directory.find(Identity.none())).isEmpty();
        assertThat(directory.find(null)).isEmpty();
        assertThat(ada.userId()).isEqualTo("ada");
    }

    @Test
    void usesOnlyEnabledAccountsWithALicence() {
        assertThat(new Account("ada", true, true).isUsable()).isTrue();
        assertThat(new Account("ada", false, true).isUsable()).isFalse();
        assertThat(new Account("ada", true, false).isUsable()).isFalse();
    }

    @Test
    void takesRefusalsOfOnePersonInTwoSpellingsForOne() {
        Outcome.MembersRemoved removed = new Outcome.MembersRemoved(Map.of("ADA", "NotFound", "ada", "NotFound"));

        assertThat(removed.refused()).isEqualTo(Map.of("ada", "NotFound"));
    }
}
