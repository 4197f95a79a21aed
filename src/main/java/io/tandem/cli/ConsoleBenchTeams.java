package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.console.Holds;
import io.tandem.jdbc.Database;
import io.tandem.model.Claim;
import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.model.TeamStaff;
import io.tandem.model.Verdict;
import io.tandem.teams.Brake;
import io.tandem.teams.Departures;
import io.tandem.teams.DesiredTeam;
import io.tandem.teams.KnownMember;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.Look;
import io.tandem.teams.Outcome;
import io.tandem.teams.Roster;
import io.tandem.teams.Stage;
import io.tandem.teams.Standing;
import io.tandem.teams.Step;
import io.tandem.teams.StepTaken;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamRole;
import io.tandem.teams.TeamState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Teams as they are once Graph has done whatever it was asked for; some stores are in trouble, and some people are to go. */
final class ConsoleBenchTeams {
    private static final int ONE_IN_TROUBLE_OF = 50;
    private static final int HOLDS = 40;
    private static final int STORES_OF_A_HOLD = 5;
    private static final int LEAVERS = 10;
    private static final int STORES_OF_THE_RUN = 50;

    private final Database database;
    private final TeamPolicy policy;
    private final Clock clock;
    private final TeamState state;
    private final List<TeamSource> ready = new ArrayList<>();

    ConsoleBenchTeams(Database database, Settings settings, Clock clock) {
        this.database = database;
        this.policy = settings.teamPolicy();
        this.clock = clock;
        this.state = database.teamState(clock, Duration.ofMinutes(5), true);
    }

    /** {@return how many there are} */
    long make() {
        new ConsoleBenchKeys(database, clock).each(Set.of(Key.STORE, Key.TEAM), this::make);
        Departures departures = database.departures(new Brake(5, 0.2, 0.05, Duration.ofMinutes(10), Duration.ZERO));
        pass(departures);
        hold(departures);
        return ready.size();
    }

    private Verdict make(Claim claim) {
        Instant now = clock.instant();
        TeamSource source = TeamSource.of(claim.key());
        TeamStaff staff = source instanceof StoreNumber store ? state.staff(store) : state.communications();
        DesiredTeam desired =
                Roster.desired(staff, database.people().directory(Roster.identities(staff, policy)), policy, now);
        if (!desired.wanted()) {
            state.report(claim, staff, new Standing(Standing.State.WAITING, reason(desired)), desired.findings());
            return Verdict.done(null);
        }
        KnownTeam team = team(desired, now);
        state.save(claim, source, state.known(source), team, List.of());
        steps(desired, team).forEach(step -> state.note(source, step));
        state.report(claim, staff, new Standing(Standing.State.IN_SYNC, ""), desired.findings());
        ready.add(source);
        return ready.size() % ONE_IN_TROUBLE_OF == 0
                ? Verdict.failedForGood("Graph refused to rename the team of " + source.words() + ": 400 BadRequest")
                : Verdict.done(null);
    }

    private static String reason(DesiredTeam desired) {
        return desired.findings().getFirst().sentence();
    }

    private static String idOf(TeamSource source) {
        return UUID.nameUUIDFromBytes(source.value().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static KnownTeam team(DesiredTeam desired, Instant now) {
        Map<String, KnownMember> members = new HashMap<>();
        desired.people()
                .forEach((user, role) -> members.put(user, new KnownMember(role, true, "m-" + user, now, now, null)));
        return new KnownTeam(
                new Stage.Ready(idOf(desired.source())),
                desired.name(),
                new Look(false, now, 0, null),
                members,
                new KnownTeam.Calls(7, 3));
    }

    private List<StepTaken> steps(DesiredTeam desired, KnownTeam team) {
        String id = idOf(desired.source());
        Map<String, TeamRole> people = desired.people();
        Step create = new Step.CreateGroup(
                "tandem-" + desired.source().value(), desired.name(), desired.nicknameStem(), people);
        return List.of(
                taken(create, new Outcome.GroupCreated(id)),
                taken(new Step.CreateTeam(id), new Outcome.TeamRequested("/teams/" + id)),
                taken(new Step.AddMembers(id, people), new Outcome.MembersAdded(Map.of())),
                taken(new Step.RenameTeam(id, String.valueOf(team.name())), new Outcome.Renamed()));
    }

    private StepTaken taken(Step step, Outcome outcome) {
        return new StepTaken(step, outcome, UUID.randomUUID().toString(), clock.instant());
    }

    /** A run of removals that the brake let through: one person of each of the last stores. */
    private void pass(Departures departures) {
        ready.subList(Math.max(0, ready.size() - STORES_OF_THE_RUN), ready.size())
                .forEach(source -> ask(departures, source, 1));
    }

    private void ask(Departures departures, TeamSource source, int leavers) {
        KnownTeam team = state.known(source);
        Set<String> leaving = new HashSet<>(
                team.members().keySet().stream().sorted().limit(leavers).toList());
        departures.ask(new Departures.Wish(source, team.size(), leaving, leaving), clock.instant());
    }

    /** Removals that were held, most of them decided by now; whom they are about is whom the stores are made due for again. */
    private void hold(Departures departures) {
        Holds holds = database.holds(clock);
        for (int number = 0; number < HOLDS; number++) {
            for (TeamSource source : ready.subList(number * STORES_OF_A_HOLD % ready.size(), ready.size()).stream()
                    .limit(STORES_OF_A_HOLD)
                    .toList()) {
                ask(departures, source, LEAVERS);
            }
            if (number < HOLDS - 1) {
                holds.holds().stream()
                        .filter(row -> row.state().equals("open"))
                        .forEach(row -> holds.reject(
                                row.number(), Objects.requireNonNull(row.revision()), "ops", "nobody is to go"));
            }
        }
    }
}
