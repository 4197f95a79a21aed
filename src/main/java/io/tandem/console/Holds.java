package io.tandem.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Removals, and teams on their way into the archive, that wait until somebody approves them. */
public interface Holds {
    /** Until then whoever decides may be off duty. */
    Duration LONG = Duration.ofDays(1);

    /** {@return the holds, newest first, at most a hundred} */
    List<Row> holds();

    /**
     * Lists the runs in which people were removed or teams archived: holds that were approved, and waves that the brake let through.
     *
     * @return newest first, at most a hundred
     */
    List<Row> runs();

    /** {@return a hold or run with everybody whom it is about, empty when there is none of this number} */
    Optional<Detail> hold(long number);

    /**
     * Approves an open hold: those who are shown may go, or those teams are archived. Nothing is done when others are in it by now.
     *
     * @param revision that of the hold as it was shown
     * @param who whoever decides
     * @param reason why, null when nothing is said
     */
    Verdict approve(long number, String revision, String who, @Nullable String reason);

    /**
     * Rejects an open hold: those who are shown stay until Commerce decides on them anew, or the teams until the store opens again.
     * Nothing is done when others are in it by now.
     *
     * @param revision that of the hold as it was shown
     * @param who whoever decides
     * @param reason why, null when nothing is said
     */
    Verdict reject(long number, String revision, String who, @Nullable String reason);

    /**
     * Says which holds have waited longer than a day.
     *
     * @return one sentence each by its number: {@code hold-7}
     */
    static Map<String, String> overdue(List<Row> holds, Instant now) {
        return holds.stream()
                .filter(hold ->
                        hold.state().equals("open") && hold.madeAt().plus(LONG).isBefore(now))
                .collect(Collectors.toMap(hold -> "hold-" + hold.number(), hold -> hold.overdue(now)));
    }

    /** What came of a decision. */
    enum Verdict {
        /** They may go, or stay. */
        DECIDED,
        /** The hold was not open any more. */
        NOT_OPEN,
        /** Others are in the hold than those who were shown. */
        CHANGED
    }

    /**
     * Undoes a run: those whom it put out come back with the role they had, whoever is not out yet stays, and teams that it archived
     * leave the archive. People on whom Commerce has decided since are left to it. So it remains until Commerce decides on them anew,
     * or the store opens again. The teams follow by and by.
     *
     * @param who whoever undoes it
     * @param reason why, null when nothing is said
     */
    Undoing undo(long number, String who, @Nullable String reason);

    /** What came of undoing a run. */
    enum Undoing {
        /** Somebody comes back, or a team leaves the archive. */
        UNDONE,
        /** It is no run, or is undone already. */
        NO_RUN,
        /** Commerce ended or wants everybody since, or later decisions are about them: nothing was done, and it may be undone later. */
        NOBODY
    }

    /**
     * A hold.
     *
     * @param state {@code open}, {@code approved}, {@code rejected}, {@code withdrawn} when nobody is to go any more, or {@code passed}
     *     for a run that the brake let through
     * @param kind what it is about: {@code people} who are to leave teams, or {@code archives}, teams that are to be archived
     * @param people how many are, or were, to go
     * @param stores from how many teams, or how many are to be archived
     * @param undone that it was undone, null = it was not
     * @param revision stands for those who are in an open hold: {@code people-stores-digest}, null when it is not open
     */
    record Row(
            long number,
            String kind,
            String state,
            Instant madeAt,
            long people,
            long stores,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy,
            @Nullable String reason,
            @Nullable Undone undone,
            @Nullable String revision) {
        private static final Pattern REVISION = Pattern.compile("(\\d{1,9})-(\\d{1,9})-.*");

        /** {@return the same, with reasons and names put differently} */
        Row told(UnaryOperator<String> sentence) {
            return new Row(
                    number,
                    kind,
                    state,
                    madeAt,
                    people,
                    stores,
                    decidedAt,
                    decidedBy == null ? null : sentence.apply(decidedBy),
                    reason == null ? null : sentence.apply(reason),
                    undone == null ? null : undone.told(sentence),
                    revision);
        }

        /** {@return that undoing it would bring nobody back, and why} */
        String bringsNobodyBack() {
            String why = kind.equals("archives")
                    ? "no team would leave the archive: later decisions are about all of them"
                    : "nobody would come back: Commerce ended them since, they are in their teams again, or later decisions are"
                            + " about them";
            return "run " + number + " is not undone, for " + why;
        }

        /** {@return what is different from the hold as it was with that revision, and what to do} */
        String changedSince(String shown) {
            return "hold " + number + " changed since it was shown: " + about() + " now, not " + before(shown)
                    + "; nothing was done, look at it again and decide on what is shown then";
        }

        private String before(String shown) {
            Matcher counts = REVISION.matcher(shown);
            if (!counts.matches()) {
                return "what revision '" + shown + "' stands for";
            }
            long formerPeople = Long.parseLong(counts.group(1));
            long formerStores = Long.parseLong(counts.group(2));
            return formerPeople == people && formerStores == stores
                    ? "the same ones"
                    : what(formerPeople, formerStores);
        }

        private String overdue(Instant now) {
            return "hold " + number + " has waited for " + Wording.length(Duration.between(madeAt, now)) + ": "
                    + about() + " if somebody approved it; './tandem holds show " + number + "' shows what it is about";
        }

        private String about() {
            return what(people, stores) + (kind.equals("archives") ? " would be archived" : " would be removed");
        }

        private String what(long ofPeople, long ofStores) {
            String teams = Wording.count(ofStores, "team", "teams");
            return kind.equals("archives") ? teams : Wording.count(ofPeople, "person", "people") + " of " + teams;
        }
    }

    /** Who undid a hold, when and why; without a reason when nothing was said. */
    record Undone(Instant at, String by, @Nullable String reason) {
        private Undone told(UnaryOperator<String> sentence) {
            return new Undone(at, sentence.apply(by), reason == null ? null : sentence.apply(reason));
        }
    }

    /**
     * A hold with its departures, the largest first.
     *
     * @param names personnel number and name of those whom Commerce knows or knew, by object id in Entra: {@code 000205 Ada Lovelace}
     */
    record Detail(Row hold, List<Team> teams, Map<String, String> names) {
        /** Copies what it holds. */
        public Detail {
            teams = List.copyOf(teams);
            names = Map.copyOf(names);
        }

        /** {@return how whoever decides knows the person, the object id if there is nothing better} */
        public String who(String userId) {
            return names.getOrDefault(userId, userId);
        }
    }

    /**
     * Who is to leave one team; nobody leaves a team that is archived.
     *
     * @param name name of the store, null while unknown
     * @param size how many people were in the team
     * @param userIds object ids in Entra
     * @param restored those of them who stayed in the team, or came back to it, because it was undone
     * @param skipped those of them whom that left to Commerce
     */
    record Team(
            String storeNumber,
            @Nullable String name,
            int size,
            List<String> userIds,
            List<Back> restored,
            List<Skipped> skipped) {
        /** Copies the lists. */
        public Team {
            userIds = List.copyOf(userIds);
            restored = List.copyOf(restored);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * Somebody whom undoing left to Commerce.
     *
     * @param userId object id in Entra
     * @param reason why nobody brought the person back
     */
    record Skipped(String userId, String reason) {}

    /**
     * Somebody who is restored.
     *
     * @param userId object id in Entra
     * @param role {@code owner} or {@code member}
     */
    record Back(String userId, String role) {}
}
