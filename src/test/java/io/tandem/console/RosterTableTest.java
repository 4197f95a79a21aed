package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreStaff;
import io.tandem.teams.DesiredTeam;
import io.tandem.teams.Directory;
import io.tandem.teams.KnownMember;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Look;
import io.tandem.teams.Plan;
import io.tandem.teams.Stage;
import io.tandem.teams.TeamRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTableTest {
    private static final StoreNumber STORE = new StoreNumber("000135");
    private static final Instant NOW = Instant.parse("2026-03-10T15:00:00Z");

    @Test
    void whoeverIsWantedAndCannotBeAddedIsNotSaidToBeRemoved() {
        Map<String, TeamRole> unusable = Map.of("bob", TeamRole.MEMBER, "cleo", TeamRole.OWNER, "dan", TeamRole.MEMBER);

        List<RosterTable.Line> lines = RosterTable.of(team(Map.of("ada", TeamRole.OWNER), unusable));

        assertThat(lines)
                .extracting(RosterTable.Line::userId, RosterTable.Line::wanted, RosterTable.Line::note)
                .containsExactlyInAnyOrder(
                        tuple("ada", "owner", ""),
                        tuple("bob", "member", "stays, though the account is missing, disabled or without a licence"),
                        tuple("cleo", "owner", "stays, though the account is missing, disabled or without a licence"),
                        tuple("dan", "member", "not added, for the account is missing, disabled or without a licence"),
                        tuple("eve", "", "to be removed, or kept as the last owner"));
    }

    private static Explainer.Team team(Map<String, TeamRole> people, Map<String, TeamRole> tolerated) {
        Store store = new Store(STORE, "Houston", null, Store.Place.unknown(), null, null);
        DesiredTeam desired = new DesiredTeam(
                STORE, true, true, "Houston", "HOUSTON", people, tolerated, null, List.of(), null, null);
        Map<String, KnownMember> members = Map.of(
                "ada", seen(TeamRole.OWNER),
                "bob", seen(TeamRole.MEMBER),
                "cleo", seen(TeamRole.MEMBER),
                "dan", new KnownMember(TeamRole.MEMBER, true, null, null, null, null),
                "eve", seen(TeamRole.MEMBER));
        KnownTeam known = new KnownTeam(
                new Stage.Ready("team-1"),
                "Houston",
                new Look(false, NOW, 0, null),
                members,
                new KnownTeam.Calls(0, 0));
        return new Explainer.Team(
                new StoreStaff(store, List.of(), null),
                new Directory(Map.of()),
                desired,
                known,
                new Plan(List.of(), List.of(), List.of(), null, null),
                Map.of());
    }

    private static KnownMember seen(TeamRole role) {
        return new KnownMember(role, true, "id", NOW, NOW, null);
    }
}
