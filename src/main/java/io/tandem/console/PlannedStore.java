package io.tandem.console;

import io.tandem.model.Communications;
import io.tandem.teams.Finding;
import io.tandem.teams.Foreseen;
import io.tandem.teams.Hold;
import io.tandem.teams.Standing;
import io.tandem.teams.Step;
import io.tandem.teams.TeamRole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What would be done about a store, or about the communications managers.
 *
 * @param storeNumber number of the store, or {@code communications}
 * @param group {@code removals}, {@code archivings}, {@code newTeams}, {@code changes}, {@code findings} or {@code inStep}
 * @param state where it would stand with this plan, by the words of {@code GET /api/status}
 * @param size how many people are in its team now
 * @param removals how many would leave it, those who wait for approval included
 * @param awaitingApproval how many of those would leave only once somebody approves
 * @param readFirst whether its roster is read first, because somebody may have changed it
 * @param assumed people of whom the directory was never asked and who count as usable here
 */
record PlannedStore(
        String storeNumber,
        String name,
        String group,
        String state,
        String reason,
        int size,
        long additions,
        long removals,
        long awaitingApproval,
        boolean readFirst,
        int assumed,
        List<Line> steps,
        List<String> holds,
        List<String> findings)
        implements Comparable<PlannedStore> {
    private static final List<String> GROUPS =
            List.of("removals", "archivings", "newTeams", "changes", "findings", "inStep");
    private static final String REMOVAL = "removeMembers";
    private static final String ARCHIVING = "archiveTeam";
    private static final Set<String> NEW_TEAM = Set.of("createGroup", "createTeam");
    private static final Comparator<PlannedStore> ORDER = Comparator.<PlannedStore>comparingInt(
                    store -> GROUPS.indexOf(store.group()))
            .thenComparing(Comparator.comparingLong(PlannedStore::removals).reversed())
            .thenComparing(PlannedStore::storeNumber);

    /** Copies the lists. */
    PlannedStore {
        steps = List.copyOf(steps);
        holds = List.copyOf(holds);
        findings = List.copyOf(findings);
    }

    /**
     * A step.
     *
     * @param kind what it is, {@code createGroup}, {@code addMembers}, {@code removeMembers}, {@code archiveTeam}, {@code unarchiveTeam}, ...
     * @param waits whether it would wait for approval
     * @param people whom it is about
     */
    record Line(String kind, String sentence, boolean waits, List<Who> people) {}

    /**
     * Somebody whom a step is about.
     *
     * @param userId object id in Entra, or the user principal name of somebody who was not looked up yet
     * @param worker personnel number, null = no worker of this store
     * @param role {@code owner}, {@code member}, or empty
     */
    record Who(String userId, @Nullable String worker, String role) {}

    static PlannedStore of(Foreseen foreseen, Map<String, String> workers, int assumed) {
        List<Line> steps = Stream.concat(
                        foreseen.plan().steps().stream().map(step -> line(step, foreseen, workers)),
                        waiting(foreseen.waiting(), workers))
                .toList();
        List<String> holds = new ArrayList<>(
                foreseen.plan().holds().stream().map(Hold::sentence).toList());
        Stream.of(foreseen.brake(), foreseen.archive().brake())
                .filter(Objects::nonNull)
                .forEach(holds::add);
        List<String> findings =
                foreseen.plan().findings().stream().map(Finding::sentence).toList();
        Standing standing = foreseen.plan().standing();
        long removals = people(steps, REMOVAL);
        return new PlannedStore(
                foreseen.source().value(),
                foreseen.name(),
                group(foreseen, steps, findings),
                state(standing.state()),
                standing.reason(),
                foreseen.size(),
                people(steps, "createGroup") + people(steps, "addMembers"),
                removals,
                people(steps.stream().filter(Line::waits).toList(), REMOVAL),
                foreseen.readFirst(),
                assumed,
                steps,
                holds,
                findings);
    }

    boolean isOfStore() {
        return !storeNumber.equals(Communications.TEAM.value());
    }

    /** Without what tells who somebody is. */
    PlannedStore masked() {
        return new PlannedStore(
                storeNumber,
                name,
                group,
                state,
                Mask.text(reason),
                size,
                additions,
                removals,
                awaitingApproval,
                readFirst,
                assumed,
                steps.stream().map(PlannedStore::masked).toList(),
                holds.stream().map(Mask::text).toList(),
                findings.stream().map(Mask::text).toList());
    }

    private static Line masked(Line line) {
        return new Line(
                line.kind(),
                line.kind().equals(REMOVAL) ? line.sentence().replaceFirst(":.*", "") : Mask.text(line.sentence()),
                line.waits(),
                line.people().stream()
                        .map(who -> new Who(Mask.HIDDEN, who.worker(), who.role()))
                        .toList());
    }

    @Override
    public int compareTo(PlannedStore other) {
        return ORDER.compare(this, other);
    }

    private static String group(Foreseen foreseen, List<Line> steps, List<String> findings) {
        Set<String> kinds = steps.stream().map(Line::kind).collect(Collectors.toSet());
        boolean held = foreseen.brake() != null || !foreseen.plan().holds().isEmpty();
        if (kinds.contains(REMOVAL) || held) {
            return "removals";
        }
        if (kinds.contains(ARCHIVING) || foreseen.archive().brake() != null) {
            return "archivings";
        }
        if (!Collections.disjoint(kinds, NEW_TEAM)) {
            return "newTeams";
        }
        return !steps.isEmpty() ? "changes" : findings.isEmpty() ? "inStep" : "findings";
    }

    private static String state(Standing.State state) {
        return state == Standing.State.IN_SYNC ? "inSync" : state.name().toLowerCase(Locale.ROOT);
    }

    private static long people(List<Line> steps, String kind) {
        return steps.stream()
                .filter(step -> step.kind().equals(kind))
                .mapToLong(step -> step.people().size())
                .sum();
    }

    private static Line line(Step step, Foreseen foreseen, Map<String, String> workers) {
        boolean waits = switch (step) {
            case Step.RemoveMembers removal ->
                foreseen.brake() != null && removal.userIds().stream().anyMatch(foreseen.leaving()::contains);
            case Step.ArchiveTeam turn -> turn.archived() && foreseen.archive().brake() != null;
            default -> false;
        };
        return new Line(kind(step), step.sentence(), waits, people(step, workers));
    }

    private static String kind(Step step) {
        if (step instanceof Step.ArchiveTeam turn && !turn.archived()) {
            return "unarchiveTeam";
        }
        String name = step.getClass().getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static Stream<Line> waiting(Foreseen.Waiting waiting, Map<String, String> workers) {
        return Stream.ofNullable(waiting.hold())
                .map(hold -> new Line(
                        REMOVAL,
                        "remove " + waiting.userIds().size() + " people once hold " + hold + " is approved: "
                                + String.join(", ", waiting.userIds()),
                        true,
                        leavers(waiting.userIds(), workers)));
    }

    private static List<Who> leavers(List<String> users, Map<String, String> workers) {
        return users.stream().map(user -> new Who(user, workers.get(user), "")).toList();
    }

    private static List<Who> people(Step step, Map<String, String> workers) {
        return switch (step) {
            case Step.CreateGroup create -> people(create.people(), workers);
            case Step.AddMembers add -> people(add.people(), workers);
            case Step.ChangeRole change -> people(Map.of(change.userId(), change.role()), workers);
            case Step.RemoveMembers removal -> leavers(removal.userIds(), workers);
            default -> List.of();
        };
    }

    private static List<Who> people(Map<String, TeamRole> roles, Map<String, String> workers) {
        return roles.entrySet().stream()
                .map(person -> new Who(
                        person.getKey(),
                        workers.get(person.getKey()),
                        person.getValue().name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
