package io.tandem.console;

import io.tandem.model.Worker;
import io.tandem.teams.Account;
import io.tandem.teams.Decision;
import io.tandem.teams.DesiredTeam;
import io.tandem.teams.KnownMember;
import io.tandem.teams.TeamRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who should be in a team, who was written there, and who was seen there. */
final class RosterTable {
    /** What keeps somebody from being added whom Commerce wants; nobody is put out for it. */
    static final String UNUSABLE = "the account is missing, disabled or without a licence";

    private static final Comparator<Line> ORDER = Comparator.comparing(Line::rank)
            .thenComparing(Line::wanted, Comparator.reverseOrder())
            .thenComparing(Line::number);

    private RosterTable() {}

    /**
     * One person.
     *
     * @param number personnel number, empty for somebody whom Commerce does not know here
     * @param name display name, empty while unknown
     * @param userId object id in Entra
     * @param wanted {@code owner}, {@code member} or empty
     * @param actual the role last written or seen, else empty
     * @param note what is not as it should be, else empty
     */
    record Line(
            String number,
            String name,
            String userId,
            String wanted,
            String actual,
            @Nullable Instant writtenAt,
            @Nullable Instant seenAt,
            String note) {

        /** What needs a look comes first. */
        int rank() {
            return note.isEmpty() ? 1 : 0;
        }

        Line masked() {
            return new Line(
                    number,
                    name.isEmpty() ? "" : Mask.HIDDEN,
                    Mask.HIDDEN,
                    wanted,
                    actual,
                    writtenAt,
                    seenAt,
                    Mask.text(note));
        }
    }

    static List<Line> of(Explainer.Team team) {
        Map<String, Worker> workers = new HashMap<>();
        team.staff()
                .workers()
                .forEach(worker -> team.directory()
                        .find(worker.identity())
                        .map(Account::userId)
                        .ifPresent(user -> workers.putIfAbsent(user, worker)));
        Set<String> users = new TreeSet<>(team.desired().people().keySet());
        users.addAll(team.known().members().keySet());
        List<Line> lines = new ArrayList<>();
        users.forEach(user -> lines.add(line(team, user, workers.get(user))));
        lines.sort(ORDER);
        return lines;
    }

    private static Line line(Explainer.Team team, String user, @Nullable Worker worker) {
        TeamRole wanted = team.desired().roleOf(user);
        KnownMember member = team.known().members().get(user);
        Optional<Worker> known = Optional.ofNullable(worker);
        return new Line(
                known.map(one -> one.number().value()).orElse(""),
                known.map(Worker::name).orElse(""),
                user,
                word(wanted),
                member == null || (member.writtenAt() == null && member.seenAt() == null) ? "" : word(member.role()),
                member == null ? null : member.writtenAt(),
                member == null ? null : member.seenAt(),
                note(team, user));
    }

    static String word(@Nullable TeamRole role) {
        return role == null ? "" : role.name().toLowerCase(Locale.ROOT);
    }

    private static String note(Explainer.Team team, String user) {
        Decision decision = team.decisions().get(user);
        return decision == null
                ? note(team.desired(), user, team.known().members().get(user))
                : decision.sentence();
    }

    private static String note(DesiredTeam desired, String user, @Nullable KnownMember member) {
        if (member != null && member.refusal() != null) {
            return "Graph refused: " + member.refusal().code();
        }
        TeamRole wanted = desired.roleOf(user);
        if (wanted == null) {
            return member == null || !member.ours() ? "added by hand" : "to be removed, or kept as the last owner";
        }
        boolean present = member != null && (member.writtenAt() != null || member.seenAt() != null);
        return desired.people().containsKey(user)
                ? note(wanted, present ? member : null)
                : present ? "stays, though " + UNUSABLE : "not added, for " + UNUSABLE;
    }

    private static String note(TeamRole wanted, @Nullable KnownMember present) {
        if (present == null) {
            return "to be added";
        }
        if (present.role() != wanted) {
            return "to become " + word(wanted);
        }
        return present.seenAt() == null ? "written, not seen in Teams yet" : "";
    }
}
