package io.tandem.console;

import io.tandem.commerce.Fact;
import io.tandem.commerce.FactReader;
import io.tandem.model.Communications;
import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Key;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.Store;
import io.tandem.model.StoreStaff;
import io.tandem.model.TeamSource;
import io.tandem.model.Timeline;
import io.tandem.model.Worker;
import io.tandem.teams.Decision;
import io.tandem.teams.Finding;
import io.tandem.teams.KnownMember;
import io.tandem.teams.TeamRole;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A person: what Commerce said, which account that is, and which teams and why.
 *
 * @param number personnel number
 * @param name display name, empty while Commerce gave none
 * @param account sentences on the account
 * @param employment sentences on employments
 * @param teams what comes of it in each store
 * @param said what Commerce said, newest first
 */
record PersonStory(
        String number,
        String name,
        List<String> account,
        List<String> employment,
        List<InStore> teams,
        List<Said> said) {
    /** What keeps everybody out, or lets nobody be changed. */
    private static final Set<Class<? extends Finding>> OF_ALL = Set.of(
            Finding.StoreUnknown.class,
            Finding.Renumbered.class,
            Finding.StoreClosed.class,
            Finding.TeamArchived.class,
            Finding.NoManager.class,
            Finding.NoTaskManager.class,
            Finding.GroupWithoutTeam.class,
            Finding.TeamDeleted.class,
            Finding.TeamNamedNoMore.class,
            Finding.MappedGroupWithoutTeam.class,
            Finding.MappedTeamMissing.class);

    /**
     * What becomes of somebody in a store, or among the communications managers.
     *
     * @param storeNumber number of the store, or {@code communications}
     * @param role in the team, {@code owner}, {@code member} or empty
     * @param why sentences
     */
    record InStore(String storeNumber, String name, String role, List<String> why) {
        /** {@return whether it is about a store} */
        public boolean isOfStore() {
            return !storeNumber.equals(Communications.TEAM.value());
        }
    }

    /** A word of Commerce. */
    record Said(String what, Instant at) {}

    static Optional<PersonStory> of(PersonnelNumber number, PersonViews people, Explainer explainer) {
        Collection<Fact> facts = people.facts(number);
        return facts.isEmpty() ? Optional.empty() : Optional.of(story(number, facts, people, explainer));
    }

    private static PersonStory story(
            PersonnelNumber number, Collection<Fact> facts, PersonViews people, Explainer explainer) {
        Worker worker = FactReader.worker(number, facts);
        Optional<PersonViews.Answer> answer =
                worker.identity().isLinked() ? people.answer(worker.identity()) : Optional.empty();
        String userId = answer.map(PersonViews.Answer::userId).orElse(null);
        TreeSet<String> sources = new TreeSet<>();
        worker.assignments().keySet().forEach(store -> sources.add(store.value()));
        facts.stream()
                .filter(fact -> fact.about().equals(Key.COMMUNICATIONS.toString()))
                .forEach(role -> sources.add(Communications.TEAM.value()));
        if (userId != null) {
            sources.addAll(people.teams(userId));
        }
        return new PersonStory(
                number.value(),
                worker.name() == null ? "" : worker.name(),
                account(worker, answer),
                employment(worker),
                sources.stream()
                        .map(source -> inTeam(worker, userId, explainer.team(TeamSource.of(source)), explainer.now()))
                        .toList(),
                facts.stream()
                        .sorted(Comparator.comparing(Fact::stamp).reversed())
                        .map(fact ->
                                new Said(FactWords.sentence(fact), fact.stamp().time()))
                        .toList());
    }

    /** {@return the object id of the account, empty when none is known} */
    String user(PersonViews people) {
        PersonnelNumber personnel = new PersonnelNumber(number);
        Worker worker = FactReader.worker(personnel, people.facts(personnel));
        return worker.identity().isLinked()
                ? people.answer(worker.identity())
                        .map(PersonViews.Answer::userId)
                        .orElse("")
                : "";
    }

    private static List<String> account(Worker worker, Optional<PersonViews.Answer> answer) {
        if (!worker.identity().isLinked()) {
            return List.of("Commerce has not linked this worker to an Entra account.");
        }
        String linked = worker.identity().objectId() != null
                ? "Commerce links this worker to object id " + worker.identity().objectId() + "."
                : "Commerce links this worker to " + worker.identity().userPrincipalName() + ".";
        return List.of(linked, answer.map(PersonStory::directory).orElse("The directory was not asked yet."));
    }

    private static String directory(PersonViews.Answer answer) {
        if (answer.missing()) {
            return "The directory has no such account.";
        }
        return "The directory has the account " + (answer.enabled() ? "enabled" : "disabled") + " and "
                + (answer.licensed() ? "with" : "without") + " a licence for Teams.";
    }

    private static List<String> employment(Worker worker) {
        List<String> sentences = new ArrayList<>();
        worker.employments()
                .forEach(timeline -> timeline.spans()
                        .forEach(span -> sentences.add(
                                span.value() == null
                                        ? "Not employed" + days(span) + "."
                                        : "Employed" + days(span) + ".")));
        return sentences.isEmpty() ? List.of("Commerce told of no employment.") : sentences;
    }

    private static String days(Timeline.Span<?> span) {
        String from = span.from() == null ? "" : " from " + span.from();
        return span.to() == null ? from : from + " until the day before " + span.to();
    }

    private static InStore inTeam(Worker worker, @Nullable String userId, Explainer.Team team, Instant now) {
        List<String> why = new ArrayList<>(
                switch (team.staff()) {
                    case StoreStaff staff -> inStore(worker, staff.store(), now);
                    case CommunicationsStaff holders -> amongHolders(worker, holders, now);
                });
        Decision decision = userId == null ? null : team.decisions().get(userId);
        team.plan().findings().stream()
                .filter(finding -> decision == null || !(finding instanceof Finding.KeptByDecision))
                .filter(finding -> OF_ALL.contains(finding.getClass()) || concerns(finding.sentence(), worker, userId))
                .map(Finding::sentence)
                .forEach(sentence -> why.add(Wording.capital(sentence) + "."));
        TeamRole wanted = userId == null ? null : team.desired().roleOf(userId);
        boolean usable = userId == null || team.desired().people().containsKey(userId);
        KnownMember member = userId == null ? null : team.known().members().get(userId);
        if (decision != null) {
            why.add(Wording.capital(decision.sentence()) + ".");
        }
        why.add(
                team.known().hasRoster() || wanted == null
                        ? inTeam(wanted, usable, member)
                        : "So not in a team, for there is none.");
        return new InStore(team.staff().source().value(), name(team), RosterTable.word(wanted), why);
    }

    private static List<String> inStore(Worker worker, Store store, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, store.zone());
        List<String> why = new ArrayList<>(assignments(worker.assignmentTo(store.number())));
        Optional<Role> role = worker.roleIn(store.number(), today);
        why.add(role.map(one -> "Today, " + today + ", that is: " + word(one) + ".")
                .orElse("Today, " + today + ", that is: not assigned."));
        if (role.isPresent()) {
            unemployed(worker, today).ifPresent(why::add);
        }
        return why;
    }

    private static List<String> amongHolders(Worker worker, CommunicationsStaff holders, Instant now) {
        boolean holds =
                holders.workers().stream().anyMatch(holder -> holder.number().equals(worker.number()));
        if (!holds) {
            return List.of("Commerce: does not hold the role Retail task manager.");
        }
        List<String> why = new ArrayList<>(List.of("Commerce: holds the role Retail task manager."));
        unemployed(worker, LocalDate.ofInstant(now, ZoneOffset.UTC)).ifPresent(why::add);
        return why;
    }

    private static Optional<String> unemployed(Worker worker, LocalDate today) {
        return worker.isEmployedOn(today) ? Optional.empty() : Optional.of("Not employed today, so not in the team.");
    }

    private static String name(Explainer.Team team) {
        return switch (team.staff()) {
            case StoreStaff staff -> Objects.requireNonNullElse(staff.store().name(), "");
            case CommunicationsStaff holders -> team.desired().name();
        };
    }

    private static boolean concerns(String sentence, Worker worker, @Nullable String userId) {
        return sentence.contains("worker " + worker.number() + " ")
                || userId != null && sentence.contains("user " + userId);
    }

    private static List<String> assignments(Timeline<Role> timeline) {
        return timeline.spans().stream()
                .map(span -> span.value() == null
                        ? "Commerce: not assigned" + days(span) + "."
                        : "Commerce: " + word(span.value()) + days(span) + ".")
                .toList();
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String inTeam(@Nullable TeamRole wanted, boolean usable, @Nullable KnownMember member) {
        boolean seen = member != null && member.seenAt() != null;
        boolean written = member != null && member.writtenAt() != null;
        if (wanted == null) {
            return seen || written ? "Still in the team, without a word of Commerce for it." : "So not in the team.";
        }
        if (!usable) {
            return seen || written
                    ? "So still in the team, though " + RosterTable.UNUSABLE + "."
                    : "So not in the team yet, for " + RosterTable.UNUSABLE + ".";
        }
        String should = "So " + (wanted == TeamRole.OWNER ? "an owner" : "a member") + " of the team";
        if (seen) {
            return should + ", and seen there.";
        }
        return should + (written ? ", written and not seen in Teams yet." : ", and not written yet.");
    }

    /** Without what tells who it is. */
    PersonStory masked() {
        return new PersonStory(
                number,
                name.isEmpty() ? "" : Mask.HIDDEN,
                account.stream().map(Mask::text).toList(),
                employment,
                teams.stream()
                        .map(team -> new InStore(
                                team.storeNumber(),
                                team.name(),
                                team.role(),
                                team.why().stream().map(Mask::text).toList()))
                        .toList(),
                said.stream()
                        .filter(word -> !word.what().startsWith("Name"))
                        .map(word -> new Said(Mask.text(word.what()), word.at()))
                        .toList());
    }
}
