package io.tandem.console;

import io.tandem.model.Identity;
import io.tandem.model.TeamSource;
import io.tandem.model.Worker;
import io.tandem.teams.Account;
import io.tandem.teams.Brake;
import io.tandem.teams.Directory;
import io.tandem.teams.Finding;
import io.tandem.teams.Foreseen;
import io.tandem.teams.Outlook;
import io.tandem.teams.People;
import io.tandem.teams.Roster;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamSurvey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Says what would be done in Teams, and does nothing. It asks the database some times for each hundred stores, and never
 * Graph: whoever the directory was not asked about yet counts as somebody who can be added.
 */
public final class Plans {
    private static final int AT_ONCE = 100;

    private final Sources sources;
    private final Outlook outlook;
    private final Clock clock;
    /** A plan of everything takes memory; more than one at a time would take too much. */
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** What is known, and what the retailer chose. */
    public record Sources(TeamSurvey survey, People people, TeamPolicy policy, Brake brake) {}

    /** @param clock decides which day it is */
    public Plans(Sources sources, Clock clock) {
        this.sources = sources;
        this.outlook = new Outlook(sources.policy(), sources.brake());
        this.clock = clock;
    }

    /** {@return all stores and the communications managers} */
    PlanTable all() {
        return of(sources.survey().sources());
    }

    /** {@return one of them, empty when Commerce never spoke of it} */
    Optional<PlanTable> of(TeamSource source) {
        return sources.survey().sources().contains(source) ? Optional.of(of(List.of(source))) : Optional.empty();
    }

    private PlanTable of(List<TeamSource> some) {
        Instant now = clock.instant();
        return table(now, foreseen(some, now));
    }

    /** {@return what would be done about teams that somebody has pictures of; the brake counts the others as they are} */
    PlanTable of(Rehearsal.Scene scene) {
        Instant now = clock.instant();
        return table(now, foreseen(scene.pictures().size(), scene.pictures()::subList, scene.wave(), now));
    }

    private static PlanTable table(Instant now, List<Draft> drafts) {
        return new PlanTable(
                now,
                drafts.stream()
                        .map(one -> PlannedStore.of(one.foreseen(), one.workers(), one.assumed()))
                        .sorted(Comparator.naturalOrder())
                        .toList());
    }

    /** {@return when the wave began to which the brake counts what is planned now} */
    Instant waveSince() {
        return clock.instant().minus(sources.brake().wave());
    }

    /** {@return what somebody should know, by store} */
    Map<String, List<Finding>> findings() {
        Map<String, List<Finding>> findings = new TreeMap<>();
        foreseen(sources.survey().sources(), clock.instant())
                .forEach(one -> findings.put(
                        one.foreseen().source().value(), one.foreseen().plan().findings()));
        return findings;
    }

    private List<Draft> foreseen(List<TeamSource> stores, Instant now) {
        return foreseen(
                stores.size(),
                (from, to) -> sources.survey().pictures(stores.subList(from, to)),
                sources.survey().wave(waveSince()),
                now);
    }

    /** Some of the pictures that a plan is made of. */
    private interface Album {
        List<TeamSurvey.Picture> pictures(int from, int to);
    }

    private List<Draft> foreseen(int size, Album album, TeamSurvey.Wave wave, Instant now) {
        oneAtATime.lock();
        try {
            List<Draft> drafts = IntStream.range(0, Math.ceilDiv(size, AT_ONCE))
                    .parallel()
                    .mapToObj(part -> album.pictures(part * AT_ONCE, Math.min(size, (part + 1) * AT_ONCE)))
                    .flatMap(some -> drafts(some, now).stream())
                    .toList();
            List<Foreseen> braked =
                    outlook.braked(drafts.stream().map(Draft::foreseen).toList(), wave);
            return IntStream.range(0, drafts.size())
                    .mapToObj(at -> drafts.get(at).with(braked.get(at)))
                    .toList();
        } finally {
            oneAtATime.unlock();
        }
    }

    /**
     * One store before it is known what the brake says to all.
     *
     * @param workers personnel number by user id
     * @param assumed how many accounts nobody has asked the directory about yet
     */
    private record Draft(Foreseen foreseen, Map<String, String> workers, int assumed) {
        Draft with(Foreseen other) {
            return new Draft(other, workers, assumed);
        }
    }

    private List<Draft> drafts(List<TeamSurvey.Picture> pictures, Instant now) {
        Set<Identity> all = new HashSet<>();
        pictures.forEach(picture -> all.addAll(Roster.identities(picture.staff(), sources.policy())));
        Map<Identity, Account> accounts =
                new HashMap<>(sources.people().directory(all).accounts());
        Set<Identity> assumed = assumed(all, accounts);
        Directory directory = new Directory(accounts);
        List<Draft> drafts = new ArrayList<>();
        for (TeamSurvey.Picture picture : pictures) {
            List<Identity> own = Roster.identities(picture.staff(), sources.policy());
            drafts.add(new Draft(outlook.of(picture, only(own, directory), now), workers(picture, directory), (int)
                    own.stream().filter(assumed::contains).count()));
        }
        return drafts;
    }

    /** Who was never asked about is taken for somebody with a usable account. */
    private Set<Identity> assumed(Collection<Identity> all, Map<Identity, Account> accounts) {
        Set<Identity> unasked = new HashSet<>(sources.people().unresolved(all, Instant.EPOCH, Instant.EPOCH, 0));
        unasked.removeAll(accounts.keySet());
        unasked.forEach(identity -> accounts.put(identity, new Account(name(identity), true, true)));
        return unasked;
    }

    private static String name(Identity identity) {
        return Objects.requireNonNull(Objects.requireNonNullElse(identity.objectId(), identity.userPrincipalName()));
    }

    private static Directory only(Collection<Identity> own, Directory directory) {
        Map<Identity, Account> accounts = new HashMap<>();
        own.forEach(identity -> directory.find(identity).ifPresent(account -> accounts.put(identity, account)));
        return new Directory(accounts);
    }

    private static Map<String, String> workers(TeamSurvey.Picture picture, Directory directory) {
        Map<String, String> workers = new HashMap<>();
        for (Worker worker : picture.staff().workers()) {
            directory
                    .find(worker.identity())
                    .ifPresent(account ->
                            workers.put(account.userId(), worker.number().value()));
        }
        return workers;
    }
}
