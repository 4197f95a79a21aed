package io.tandem.teams;

import io.tandem.model.Communications;
import io.tandem.model.CommunicationsStaff;
import io.tandem.model.Identity;
import io.tandem.model.Worker;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Derives the team of the communications managers (DESIGN 6; rules R16 to R20 of commerce-contract 4.2): all who hold the role are
 * in it, and those own it whom the retailer chose, else the first who held the role. Its days are those of UTC.
 */
final class CommunicationsRoster {
    /** A team with one owner is without one as soon as that person leaves. */
    private static final int FIRST_OWNERS = 2;

    private final CommunicationsStaff staff;
    private final Directory directory;
    private final TeamPolicy policy;
    private final LocalDate today;
    private final Places places;

    CommunicationsRoster(CommunicationsStaff staff, Directory directory, TeamPolicy policy, Instant now) {
        this.staff = staff;
        this.directory = directory;
        this.policy = policy;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        this.places = new Places(directory);
    }

    static Stream<Identity> identities(CommunicationsStaff staff, TeamPolicy policy) {
        return Stream.concat(staff.workers().stream().map(Worker::identity), policy.communications().owners().stream());
    }

    DesiredTeam derive() {
        boolean chosen =
                policy.communications().owners().stream().filter(this::own).count() > 0;
        int first = chosen ? 0 : FIRST_OWNERS;
        boolean held = false;
        for (Worker holder : staff.workers()) {
            boolean usable = isUsable(holder);
            place(holder, usable && first > 0 ? TeamRole.OWNER : TeamRole.MEMBER);
            first -= usable ? 1 : 0;
            held |= usable;
        }
        staff.restored().forEach(places::restore);
        if (!held) {
            places.findings().addFirst(new Finding.NoTaskManager());
        }
        String name = policy.communications().name();
        return new DesiredTeam(
                Communications.TEAM,
                held || staff.mappedTeam() != null,
                held,
                name,
                MailNickname.stem(name),
                places.people(),
                places.tolerated(),
                staff.mappedTeam(),
                places.findings(),
                changesAt().orElse(null),
                null);
    }

    private boolean own(Identity chosen) {
        Optional<Account> account = directory.find(chosen);
        account.ifPresent(known -> places.place(known, TeamRole.OWNER));
        boolean usable = account.filter(Account::isUsable).isPresent();
        if (!usable && !places.findings().contains(new Finding.CommunicationsOwnerUnusable())) {
            places.findings().add(new Finding.CommunicationsOwnerUnusable());
        }
        return usable;
    }

    private boolean isUsable(Worker holder) {
        return holder.isEmployedOn(today)
                && directory.find(holder.identity()).filter(Account::isUsable).isPresent();
    }

    private void place(Worker holder, TeamRole role) {
        if (holder.employments().isEmpty()) {
            places.findings().add(new Finding.NotEmployed(holder.number()));
        } else if (holder.isEmployedOn(today)) {
            places.place(holder, role);
        }
    }

    private Optional<Instant> changesAt() {
        return staff.workers().stream()
                .flatMap(holder -> holder.employments().stream())
                .flatMap(employment -> employment.nextChangeAfter(today).stream())
                .min(LocalDate::compareTo)
                .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
