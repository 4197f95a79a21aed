package io.tandem.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The permissions that the app's token carries against the least that Tandem needs (graph-contract 2), both ways.
 *
 * @param roles what the token carries, empty = there is none
 * @param notified whether changes are subscribed to, which takes the right to read them (graph-contract 9.2)
 * @param tasks whether tasks are kept in Planner
 */
public record PermissionCheck(Supplier<Optional<Set<String>>> roles, boolean notified, boolean tasks) implements Check {
    private static final String DIRECTORY = "Directory.ReadWrite.All";

    /** Whether these are needed beside the right to write is for Graph to say. */
    private static final Set<String> TO_BE_NOTIFIED = Set.of("TeamMember.Read.All", "Team.ReadBasic.All");

    /** What would do as well, though it allows more. */
    private static final Map<String, Set<String>> INSTEAD = Map.of(
            "Group.ReadWrite.All", Set.of(DIRECTORY),
            "Team.Create", Set.of("Group.ReadWrite.All", DIRECTORY),
            "TeamSettings.ReadWrite.All", Set.of("Group.ReadWrite.All", DIRECTORY),
            "User.Read.All", Set.of("User.ReadWrite.All", "Directory.Read.All", DIRECTORY));

    /** What an app that keeps teams and tasks should not be able to do. */
    private static final Set<String> DANGEROUS = Set.of(
            DIRECTORY,
            "User.ReadWrite.All",
            "Application.ReadWrite.All",
            "AppRoleAssignment.ReadWrite.All",
            "RoleManagement.ReadWrite.Directory",
            "Mail.ReadWrite",
            "Files.ReadWrite.All",
            "Sites.FullControl.All");

    @Override
    public String name() {
        return "permissions";
    }

    @Override
    public List<Diagnosis> look() {
        return roles.get()
                .map(this::compare)
                .orElseGet(() -> List.of(Diagnosis.notes(
                        "permissions-unreadable",
                        "what the app may do cannot be seen while it cannot sign in",
                        "mend its credential first")));
    }

    private List<Diagnosis> compare(Set<String> granted) {
        Map<String, String> needed = needed();
        if (granted.isEmpty()) {
            return List.of(Diagnosis.blocks(
                    "permissions-none",
                    "the app has no application permission for Microsoft Graph at all",
                    "grant it " + String.join(", ", needed.keySet()) + " in Entra, and give admin consent"));
        }
        List<Diagnosis> found = new ArrayList<>();
        needed.forEach((permission, why) -> {
            if (!granted.contains(permission)) {
                found.add(missing(permission, why, granted));
            }
        });
        Set<String> more = new TreeSet<>(granted);
        more.removeAll(needed.keySet());
        more.removeAll(TO_BE_NOTIFIED);
        more.forEach(permission -> found.add(excess(permission)));
        return found;
    }

    private Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("Group.ReadWrite.All", "to find and make the groups of teams");
        needed.put("Team.Create", "to make a team of a group");
        needed.put("TeamSettings.ReadWrite.All", "to rename and archive teams and make them private");
        needed.put("TeamMember.ReadWrite.All", "to put owners and members into teams and out of them");
        needed.put("User.Read.All", "to see whether an account is enabled and licensed");
        if (tasks) {
            needed.put("Tasks.ReadWrite.All", "to keep plans and tasks in Planner");
        }
        if (notified) {
            needed.put("TeamMember.Read.All", "to be notified of changes to members");
            needed.put("Team.ReadBasic.All", "to be notified of changes to teams");
        }
        return needed;
    }

    private static Diagnosis missing(String permission, String why, Set<String> granted) {
        String code = "permission-missing:" + permission;
        String remedy = "grant the application permission " + permission + " in Entra, and give admin consent";
        if (INSTEAD.getOrDefault(permission, Set.of()).stream().anyMatch(granted::contains)) {
            return Diagnosis.notes(code, permission + " is missing, but a greater permission does as well", remedy);
        }
        boolean reads = TO_BE_NOTIFIED.contains(permission);
        return reads
                ? Diagnosis.warns(code, permission + " is missing, which may be needed " + why, remedy)
                : Diagnosis.blocks(code, permission + " is missing, which is needed " + why, remedy);
    }

    private static Diagnosis excess(String permission) {
        String code = "permission-unneeded:" + permission;
        String remedy = "take " + permission + " away from the app, unless something else uses it";
        return DANGEROUS.contains(permission)
                ? Diagnosis.warns(code, permission + " is granted, which allows far more than Tandem needs", remedy)
                : Diagnosis.notes(code, permission + " is granted, and Tandem does not use it", remedy);
    }
}
