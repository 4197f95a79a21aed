package io.tandem.teams;

import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stores and teams in memory, for tests of mappings. */
final class Bookcase implements Mappings, ExistingTeams {
    private final List<Served> stores = new ArrayList<>();
    private final List<ExistingTeam> teams = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private Served communications = new Served(Communications.TEAM, "", false, null, null);

    /** {@return the id of a team, by a number of one digit} */
    static String team(int number) {
        return "aaaaaaaa-2222-4333-8444-55555555000" + number;
    }

    Bookcase store(String number, String name) {
        return store(number, name, null, null);
    }

    Bookcase store(String number, String name, @Nullable String mapped, @Nullable String team) {
        StoreNumber store = new StoreNumber(number);
        stores.add(new Served(store, name, false, mapped == null ? null : Mapping.of(store, mapped), team));
        return this;
    }

    Bookcase adopted(String number, String name, String team) {
        StoreNumber store = new StoreNumber(number);
        stores.add(new Served(store, name, false, Mapping.of(store, team), team, true));
        return this;
    }

    Bookcase closed(String number, String name) {
        stores.add(new Served(new StoreNumber(number), name, true, null, null));
        return this;
    }

    Bookcase communications(String team) {
        communications = new Served(Communications.TEAM, "", false, null, team);
        return this;
    }

    Bookcase existing(String id, String name, String mailNickname) {
        teams.add(new ExistingTeam(id, name, mailNickname));
        return this;
    }

    MappingDesk desk() {
        return new MappingDesk(this, this, TeamPolicy.defaults());
    }

    /** {@return the ids about which Graph was asked} */
    Set<String> asked() {
        return asked;
    }

    @Override
    public List<Served> served() {
        return Stream.concat(stores.stream(), Stream.of(communications)).toList();
    }

    @Override
    public void write(Collection<Mapping> mappings, String who) {
        mappings.forEach(mapping -> {
            stores.replaceAll(store -> changed(store, mapping));
            communications = changed(communications, mapping);
        });
    }

    @Override
    public Optional<String> release(TeamSource source, String who) {
        return Optional.of("nothing is let go of here");
    }

    private static Served changed(Served served, Mapping mapping) {
        return served.source().equals(mapping.source())
                ? new Served(served.source(), served.name(), served.closed(), mapping, served.teamId())
                : served;
    }

    @Override
    public List<ExistingTeam> all() {
        return List.copyOf(teams);
    }

    @Override
    public Set<String> among(Collection<String> ids) {
        asked.addAll(ids);
        Set<String> there = new HashSet<>(ids);
        there.retainAll(teams.stream().map(ExistingTeam::id).toList());
        return there;
    }
}
