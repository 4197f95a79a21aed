package io.tandem.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.commerce.FactReader;
import io.tandem.model.Hierarchy;
import io.tandem.model.Store;
import io.tandem.model.StoreNumber;
import io.tandem.teams.HierarchyExport;
import io.tandem.teams.HierarchyExport.Line;
import io.tandem.teams.HierarchyState;
import io.tandem.teams.StoreTeam;
import io.tandem.teams.TargetTeams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Hierarchies are facts of Commerce; what was exported last is a row of its own. */
final class JdbcHierarchyState implements HierarchyState {
    private static final String PUBLISHED = """
            select subject, about, field, value, stamp, told_at from fact where subject like 'hierarchy/%' and about = ''""";

    /** The one that is ready, else that which was mapped last, whatever Commerce calls its source (commerce-contract 3.5). */
    private static final String COMMUNICATIONS = """
            select coalesce(
                (select team_id from team where key = 'team/communications' and stage = 'ready'),
                (select value::json #>> '{}' from fact
                 where subject like 'mapping/Communication/%' and about = '' and field = 'teamId' and value <> 'null'
                 order by stamp desc limit 1))""";

    private static final String STORES = """
            select substr(k.key, 7) as store_number, %s as state,
                   coalesce(case when attempts > 0 then last_reason end, b.reason, '') as reason,
                   case when t.stage = 'ready' then t.team_id end as team_id,
                   b.legal_entity, b.city, address.value::json ->> 'state' as region, b.country
            from due_key k
            left join store_board b on b.store_number = substr(k.key, 7)
            left join team t on t.store_number = substr(k.key, 7)
            left join fact address on address.subject = k.key and address.about = '' and address.field = 'address'
            where k.kind = 'store'""".formatted(JdbcStoreViews.STATE);

    private static final String LAST = """
            select hierarchy, exported_at, exported_by, lines from hierarchy_export""";

    private static final String KEEP = """
            insert into hierarchy_export (hierarchy, exported_at, exported_by, lines)
            values (:hierarchy, :at, :who, :lines::json)
            on conflict (single) do update
            set hierarchy = excluded.hierarchy, exported_at = excluded.exported_at, exported_by = excluded.exported_by,
                lines = excluded.lines""";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};

    private final Jdbi jdbi;

    JdbcHierarchyState(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<Hierarchy> published() {
        return jdbi.withHandle(handle -> FactReader.hierarchies(handle.createQuery(PUBLISHED)
                .map((row, context) -> StoreFacts.fact(row))
                .list()));
    }

    @Override
    public TargetTeams teams() {
        return jdbi.withHandle(handle -> new TargetTeams(
                handle.createQuery(COMMUNICATIONS).mapTo(String.class).findOne().orElse(null), stores(handle)));
    }

    private static Map<StoreNumber, StoreTeam> stores(Handle handle) {
        return handle
                .createQuery(STORES)
                .map((row, context) -> Map.entry(new StoreNumber(row.getString("store_number")), store(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static StoreTeam store(ResultSet row) throws SQLException {
        return new StoreTeam(
                row.getString("team_id"),
                Objects.requireNonNull(row.getString("state")),
                row.getString("reason"),
                new Store.Place(
                        row.getString("legal_entity"),
                        null,
                        null,
                        row.getString("city"),
                        row.getString("region"),
                        row.getString("country")));
    }

    @Override
    public Optional<HierarchyExport> lastExport() {
        return jdbi.withHandle(handle -> handle.createQuery(LAST)
                .map((row, context) -> new HierarchyExport(
                        row.getString("hierarchy"),
                        LetterRows.present(row, "exported_at"),
                        row.getString("exported_by"),
                        lines(row.getString("lines"))))
                .findOne());
    }

    @Override
    public void keep(HierarchyExport export) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate(KEEP)
                    .bind("hierarchy", export.hierarchy())
                    .bind("at", export.at())
                    .bind("who", export.who())
                    .bind("lines", json(export.lines()))
                    .execute();
            JdbcActivity.add(
                    handle,
                    export.who(),
                    "hierarchy.export",
                    export.hierarchy(),
                    export.lines().size() + " nodes");
        });
    }

    private static String json(List<Line> lines) {
        try {
            return JSON.writeValueAsString(lines);
        } catch (JsonProcessingException unknown) {
            throw new DatabaseException("an exported hierarchy cannot be written as JSON", unknown);
        }
    }

    private static List<Line> lines(String json) {
        try {
            return JSON.readValue(json, LINES);
        } catch (JsonProcessingException changed) {
            throw new DatabaseException(
                    "table hierarchy_export holds JSON that this version does not understand; export the hierarchy again",
                    changed);
        }
    }
}
