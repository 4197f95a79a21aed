package io.tandem.jdbc;

import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceEvent;
import io.tandem.commerce.CommerceEvent.SourceType;
import io.tandem.commerce.EventHeader;
import io.tandem.commerce.EventKey;
import io.tandem.commerce.FactReader;
import io.tandem.commerce.Reading;
import io.tandem.commerce.Stamp;
import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.teams.Mapping;
import io.tandem.teams.Mappings;
import io.tandem.teams.Served;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Mappings as facts, told by events of Tandem's own: they are folded like those of Commerce, in one transaction. */
final class JdbcMappings implements Mappings {
    private static final String SOURCE = "/tandem/mappings";
    private static final String TYPE = "io.tandem.commerce.team.mapping.changed";

    private static final String STORES = """
            select opened.number, opened.name, closed.value is not null as closed,
                   mapping.value::json #>> '{}' as mapped, case when t.stage <> 'gone' then t.team_id end as team_id,
                   coalesce(t.adopted, false) as adopted
            from (select substr(subject, length('store/') + 1) as number, value::json #>> '{}' as name from fact
                  where subject like 'store/%' and about = '' and field = 'name' and value is not null) opened
            left join fact closed
                on closed.subject = 'store/' || opened.number and closed.about = '' and closed.field = 'closedOn'
            left join fact mapping
                on mapping.subject = 'mapping/RetailStore/' || opened.number
                and mapping.about = 'store/' || opened.number and mapping.field = 'teamId'
            left join team t on t.store_number = opened.number
            order by 1""";

    private static final String COMMUNICATIONS = """
            select team_id, adopted from team
            where store_number = 'communications' and stage <> 'gone' and team_id is not null""";

    private final Jdbi jdbi;
    private final InstantSource clock;

    JdbcMappings(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public List<Served> served() {
        return jdbi.withHandle(handle -> {
            List<Served> all = new ArrayList<>(
                    handle.createQuery(STORES).map((row, context) -> store(row)).list());
            all.add(communications(handle));
            return all;
        });
    }

    private static Served store(ResultSet row) throws SQLException {
        StoreNumber number = new StoreNumber(Objects.requireNonNull(row.getString("number")));
        String mapped = row.getString("mapped");
        return new Served(
                number,
                Objects.requireNonNullElse(row.getString("name"), ""),
                row.getBoolean("closed"),
                mapped == null ? null : Mapping.of(number, mapped),
                row.getString("team_id"),
                row.getBoolean("adopted"));
    }

    private static Served communications(Handle handle) {
        String mapped =
                FactReader.communications(StoreFacts.ofCommunications(handle)).mappedTeam();
        return handle.createQuery(COMMUNICATIONS)
                .map((row, context) -> communications(mapped, row.getString("team_id"), row.getBoolean("adopted")))
                .findOne()
                .orElseGet(() -> communications(mapped, null, false));
    }

    private static Served communications(@Nullable String mapped, @Nullable String team, boolean adopted) {
        return new Served(Communications.TEAM, "", false, mapping(mapped), team, adopted);
    }

    private static @Nullable Mapping mapping(@Nullable String mapped) {
        return mapped == null ? null : new Mapping(Communications.TEAM, "Communication", mapped);
    }

    @Override
    public void write(Collection<Mapping> mappings, String who) {
        Instant now = clock.instant();
        Batch batch = Batch.of(mappings.stream()
                .<Reading>map(mapping -> new Reading.Accepted(event(mapping, now)))
                .toList());
        jdbi.useTransaction(handle -> {
            JdbcCommerceState.fold(handle, batch);
            JdbcActivity.add(handle, who, "mappings.import", "mappings", mappings.size() + " teams");
        });
    }

    @Override
    public Optional<String> release(TeamSource source, String who) {
        return jdbi.inTransaction(handle -> TeamRelease.of(handle, source, who));
    }

    private static CommerceEvent event(Mapping mapping, Instant now) {
        EventKey key = new EventKey(SOURCE, UUID.randomUUID().toString());
        EventHeader header = new EventHeader(key.id(), key.source(), TYPE, null, Stamp.of(now, null, key), null);
        SourceType type = switch (mapping.source()) {
            case StoreNumber store -> SourceType.RETAIL_STORE;
            case Communications communications -> SourceType.COMMUNICATION;
        };
        return new CommerceEvent.TeamMappingChanged(header, type, mapping.sourceId(), mapping.teamId());
    }
}
