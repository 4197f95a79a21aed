package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A store with its company, its Graph and its worker, to which a history happens, and what must be true of it. */
final class World {
    /** Days from the first one in which a history happens, and after which all its dates have come. */
    private static final Duration EVENTFUL = Duration.ofDays(8);

    private static final Duration ALL_OVER = Duration.ofDays(14);
    /** Short enough for the archive to come within a history. */
    private static final TeamPolicy.Life LIFE = new TeamPolicy.Life(3, TeamPolicy.Deleted.REPORT);

    /** Steps that the rest of a history may take once nothing goes wrong any more, with all the dates still to come. */
    private static final int BOUND = 150;

    final Company company = new Company();
    final FakeGraph graph;
    final Reconciler worker;
    private final Map<String, TeamRole> strangers = new TreeMap<>();
    private final Random shuffle = new Random(7);
    private final Set<String> ids = new TreeSet<>();

    World(FakeGraph.Manners manners, boolean passesTheIntendedStateOn) {
        graph = new FakeGraph(manners);
        History.USERS.forEach(user -> company.usable.put(user, true));
        company.usable.put(History.FALLBACK, true);
        company.refresh();
        for (int person = 0; person < 5; person++) {
            company.people.add(new Company.Person("00020" + person));
            company.people.get(person).user = History.USERS.get(person);
            company.people.get(person).employ(0, true, -5, 30);
        }
        company.people.get(0).assign(Role.MANAGER, -1, 30);
        graph.existingTeam(
                History.EXISTING, "Old name", company.start().minusSeconds(99), Map.of("xia", TeamRole.OWNER));
        worker = new Reconciler(company, graph);
        worker.passesTheIntendedStateOn = passesTheIntendedStateOn;
        worker.watch = this::checkStep;
        worker.policy = worker.policy.with(LIFE);
    }

    void happen(History event) {
        worker.now = worker.now.plusSeconds(1);
        switch (event) {
            case History.Assign it -> company.people.get(it.person()).assign(it.role(), it.from(), it.to());
            case History.Employ it -> company.people.get(it.person()).employ(it.entity(), it.yes(), it.from(), it.to());
            case History.Link it -> company.people.get(it.person()).user = it.user();
            case History.Usable it -> usable(it.user(), it.yes());
            case History.Refresh it -> company.refresh();
            case History.Rename it -> company.name = it.name();
            case History.Close it -> company.closedOn = it.day() == null ? null : Company.FIRST.plusDays(it.day());
            case History.MapTo it -> company.mappedTeam = it.team();
            case History.FallBack it -> fallBack(it.on());
            case History.HandAdd it -> byHand(true, team -> handAdd(team, it));
            case History.HandRemove it -> byHand(it.noticed(), team -> handRemove(team, it.user()));
            case History.HandRole it -> byHand(true, team -> handRole(team, it));
            case History.Wait it -> wait(it.time());
            case History.Work it -> work(it);
        }
        if (!(event instanceof History.Wait || event instanceof History.Work)) {
            worker.wake();
        }
    }

    private void wait(Duration time) {
        Instant end = worker.now.plus(time);
        if (end.isBefore(company.start().plus(EVENTFUL))) {
            worker.runUntil(end);
        }
    }

    private void work(History.Work work) {
        Random random = new Random(work.seed());
        worker.run(step -> work.fault(random));
    }

    private void usable(String user, boolean yes) {
        company.usable.put(user, yes);
        if (yes) {
            graph.blocked.remove(user);
        } else {
            graph.blocked.add(user);
        }
    }

    private void fallBack(boolean on) {
        company.fallback = on ? History.FALLBACK : null;
        worker.policy = new TeamPolicy(
                        "{name}",
                        "tandem-",
                        on ? Company.identity(History.FALLBACK) : null,
                        TeamPolicy.Strangers.REPORT,
                        TeamPolicy.Pace.documented())
                .with(LIFE);
    }

    /** People change teams slowly enough for the look before a dismissal to see it, even if no notification comes. */
    private void byHand(boolean noticed, Consumer<FakeGraph.Group> change) {
        team().ifPresent(team -> {
            change.accept(team);
            worker.now = worker.now.plusSeconds(120);
            if (noticed) {
                worker.notified();
            }
        });
    }

    private void handAdd(FakeGraph.Group team, History.HandAdd added) {
        if (!team.members.containsKey(added.stranger())) {
            graph.put(team, added.stranger(), added.role(), worker.now);
            strangers.put(added.stranger(), added.role());
        }
    }

    private static boolean isLastOwner(FakeGraph.Group team, String user) {
        return team.with(TeamRole.OWNER).equals(Set.of(user));
    }

    private static void handRemove(FakeGraph.Group team, String user) {
        if (!isLastOwner(team, user)) {
            team.members.remove(user);
        }
    }

    private static void handRole(FakeGraph.Group team, History.HandRole change) {
        FakeGraph.Membership member = team.members.get(change.user());
        if (member != null && !isLastOwner(team, change.user())) {
            member.role = change.role();
        }
    }

    Optional<FakeGraph.Group> team() {
        return switch (worker.known.stage()) {
            case Stage.Ready ready -> Optional.of(Objects.requireNonNull(graph.byId.get(ready.id())));
            case Stage.Archived archived -> Optional.of(Objects.requireNonNull(graph.byId.get(archived.id())));
            default -> Optional.empty();
        };
    }

    /** What must be true of every step before it is done. */
    private void checkStep(Step step) {
        DesiredTeam desired = worker.desired();
        TeamPlanner planner = new TeamPlanner(worker.policy);
        assertThat(planner.plan(desired, Reconciler.shuffled(worker.known, shuffle), worker.now))
                .isEqualTo(worker.lastPlan);
        Company.Wanted wanted = company.wanted(worker.now);
        if (step instanceof Step.AddMembers add) {
            assertThat(add.people().keySet()).noneMatch(wanted.unusable()::contains);
            assertThat(wanted.everybody()).containsAll(add.people().keySet());
        }
        if (step instanceof Step.RemoveMembers remove) {
            assertThat(remove.userIds()).noneMatch(wanted.everybody()::contains).noneMatch(History.STRANGERS::contains);
        }
    }

    /** What must be true at any time. */
    void checkInvariants() {
        assertThat(graph.sins).isEmpty();
        assertThat(graph.byUniqueName).as("groups of its own").hasSizeLessThanOrEqualTo(1);
        worker.known.stage().teamId().ifPresent(ids::add);
        graph.byUniqueName.values().stream()
                .filter(group -> group.teamReadyAt != null)
                .forEach(group -> ids.add(group.id));
        assertThat(ids).as("one store, one team").hasSizeLessThanOrEqualTo(1);
    }

    /** Faults and changes stop, a wrong mapping is corrected. The dates that are known already still come. */
    void calmDown() {
        company.refresh();
        boolean existing = worker.known.adopted() || History.EXISTING.equals(company.mappedTeam);
        company.mappedTeam = existing ? History.EXISTING : null;
        team().ifPresent(team -> worker.notified());
        worker.wake();
        int before = worker.steps;
        worker.runUntil(company.start().plus(ALL_OVER));
        assertThat(worker.steps - before).as("steps to converge").isLessThanOrEqualTo(BOUND);
    }

    /** The roster must be what the calendar says, and stay. */
    void checkConverged() {
        worker.wake();
        int before = worker.steps;
        worker.runUntil(worker.now.plus(Duration.ofHours(30)));
        assertThat(worker.steps)
                .as("no step once converged: %s", worker.lastPlan)
                .isEqualTo(before);
        assertThat(worker.lastPlan.steps()).isEmpty();
        Instant now = worker.now;
        Company.Wanted wanted = company.wanted(now);
        boolean adoptable = History.EXISTING.equals(company.mappedTeam);
        if (company.isOpen(now) && (adoptable || !wanted.owners().isEmpty())) {
            assertThat(team()).as("has a team").isPresent();
        }
        if (team().isEmpty() && company.isOpen(now)) {
            assertThat(worker.lastPlan.standing().state()).isEqualTo(Standing.State.WAITING);
        }
        team().ifPresent(team -> checkRoster(team, wanted));
    }

    private void checkRoster(FakeGraph.Group team, Company.Wanted wanted) {
        Map<String, TeamRole> rest = new HashMap<>(team.roles());
        boolean isOver = company.closedOn != null
                && !worker.now.isBefore(company.closedOn
                        .plusDays(LIFE.archiveAfter())
                        .atStartOfDay(Company.ZONE)
                        .toInstant());
        assertThat(team.archived).isEqualTo(isOver);
        if (!isOver) {
            assertThat(team.name).isEqualTo(company.name);
        }
        assertThat(team.with(TeamRole.OWNER)).containsAll(wanted.owners());
        assertThat(rest.keySet()).containsAll(wanted.members());
        Set<String> effective = new TreeSet<>(team.with(TeamRole.OWNER));
        effective.removeIf(user -> !wanted.owners().contains(user) && !History.STRANGERS.contains(user));
        strangers.forEach((user, role) -> assertThat(rest.get(user)).isEqualTo(role));
        rest.keySet().removeAll(wanted.owners());
        rest.keySet().removeAll(wanted.unusable());
        rest.keySet().removeAll(History.STRANGERS);
        wanted.members().forEach(user -> rest.remove(user, TeamRole.MEMBER));
        if (!effective.isEmpty()) {
            assertThat(rest).as("people who should be out or plain members").isEmpty();
        } else {
            assertThat(rest).as("the last owner").hasSizeLessThanOrEqualTo(1).doesNotContainValue(TeamRole.MEMBER);
        }
    }
}
