package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Communications;
import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Identity;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Timeline;
import io.tandem.model.Worker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommunicationsRosterTest {
    private static final Instant NOW = Instant.parse("2026-03-10T15:00:00Z");

    private final List<Worker> holders = new ArrayList<>();
    private final Map<Identity, Account> accounts = new HashMap<>();
    private TeamPolicy policy = TeamPolicy.defaults();
    private @Nullable String mapped;

    @Test
    void isOwnedByTheFirstTwoWhoHeldTheRole() {
        holders("zoe", "ada", "bob");

        DesiredTeam team = team();

        assertThat(team.wanted()).isTrue();
        assertThat(team.source()).isEqualTo(Communications.TEAM);
        assertThat(team.people())
                .isEqualTo(Map.of("zoe", TeamRole.OWNER, "ada", TeamRole.OWNER, "bob", TeamRole.MEMBER));
        assertThat(team.findings()).isEmpty();
    }

    @Test
    void passesOverThoseWhoCannotOwnIt() {
        holders("zoe", "ada", "bob");
        accounts.put(Staff.identity("zoe"), new Account("zoe", false, true));

        DesiredTeam team = team();

        assertThat(team.people()).isEqualTo(Map.of("ada", TeamRole.OWNER, "bob", TeamRole.OWNER));
        assertThat(team.tolerated()).containsOnlyKeys("zoe");
        assertThat(team.findings()).containsExactly(new Finding.AccountDisabled(new PersonnelNumber("000001")));
    }

    @Test
    void isOwnedByThoseWhomTheRetailerChose() {
        holders("zoe", "ada");
        chosen("ada", "eve");

        DesiredTeam team = team();

        assertThat(team.people())
                .isEqualTo(Map.of("zoe", TeamRole.MEMBER, "ada", TeamRole.OWNER, "eve", TeamRole.OWNER));
    }

    @Test
    void isOwnedByTheFirstWhenNobodyWasChosenWhoCanOwnIt() {
        holders("zoe");
        chosen("eve", "max");
        accounts.put(Staff.identity("eve"), new Account("eve", true, false));
        accounts.remove(Staff.identity("max"));

        DesiredTeam team = team();

        assertThat(team.people()).isEqualTo(Map.of("zoe", TeamRole.OWNER));
        assertThat(team.tolerated()).containsOnlyKeys("eve");
        assertThat(team.findings()).containsExactly(new Finding.CommunicationsOwnerUnusable());
    }

    @Test
    void waitsUntilSomebodyHoldsTheRole() {
        chosen("eve");

        DesiredTeam team = team();

        assertThat(team.wanted()).isFalse();
        assertThat(new TeamPlanner(policy).plan(team, KnownTeam.unknown(), NOW).standing())
                .isEqualTo(new Standing(
                        Standing.State.WAITING, "nobody with a usable account holds the role Retail task manager"));
    }

    @Test
    void isTheTeamThatIsNamedForIt() {
        mapped = "team-1";

        assertThat(new TeamPlanner(policy)
                        .plan(team(), KnownTeam.unknown(), NOW)
                        .steps())
                .containsExactly(new Step.FindMappedTeam("team-1"));
    }

    @Test
    void isMadeUnderANameOfItsOwn() {
        holders("zoe");

        assertThat(new TeamPlanner(policy)
                        .plan(team(), Know.at(new Stage.Missing()).build(), NOW)
                        .steps()
                        .getFirst())
                .isEqualTo(new Step.CreateGroup(
                        "tandem-communications",
                        "Retail Communication",
                        "RETAILCOMMUNICATION_communications",
                        Map.of("zoe", TeamRole.OWNER)));
    }

    @Test
    void leavesOutWhoeverIsNotEmployedAndComesBackToItThatDay() {
        holder("000001", "zoe", Staff.timeline(Staff.span(null, "2026-03-12", true)));
        holder("000002", "ada", Staff.timeline(Staff.span("2026-04-01", null, true)));
        holder("000003", "bob");

        DesiredTeam team = team();

        assertThat(team.people()).isEqualTo(Map.of("zoe", TeamRole.OWNER));
        assertThat(team.changesAt()).isEqualTo(Instant.parse("2026-03-12T00:00:00Z"));
        assertThat(team.findings()).containsExactly(new Finding.NotEmployed(new PersonnelNumber("000003")));
    }

    @Test
    void looksUpEverybodyOnce() {
        holders("zoe", "ada");
        chosen("ada", "eve");
        holders.add(new Worker(new PersonnelNumber("000009"), null, Identity.none(), List.of(), Map.of()));

        assertThat(Roster.identities(staff(), policy))
                .containsExactly(Staff.identity("zoe"), Staff.identity("ada"), Staff.identity("eve"));
    }

    private void holders(String... users) {
        for (String user : users) {
            holder("%06d".formatted(holders.size() + 1), user, Staff.EMPLOYED);
        }
    }

    @SafeVarargs
    private void holder(String number, String user, Timeline<Boolean>... employments) {
        accounts.put(Staff.identity(user), new Account(user, true, true));
        holders.add(
                new Worker(new PersonnelNumber(number), null, Staff.identity(user), List.of(employments), Map.of()));
    }

    private void chosen(String... users) {
        Stream.of(users).forEach(user -> accounts.putIfAbsent(Staff.identity(user), new Account(user, true, true)));
        policy = policy.with(new TeamPolicy.CommunicationsTeam(
                "Retail Communication", Stream.of(users).map(Staff::identity).toList()));
    }

    private CommunicationsStaff staff() {
        return new CommunicationsStaff(holders, mapped);
    }

    private DesiredTeam team() {
        return Roster.desired(staff(), new Directory(accounts), policy, NOW);
    }
}
