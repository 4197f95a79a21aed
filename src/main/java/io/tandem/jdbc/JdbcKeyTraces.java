package io.tandem.jdbc;

import io.tandem.model.Key;
import io.tandem.model.KeyTraces;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Traces of keys as rows, so that whatever instance works on a key knows its trace. */
record JdbcKeyTraces(Jdbi jdbi) implements KeyTraces {
    private static final String FOLLOW = """
            insert into key_trace (key, trace)
            select * from unnest(:keys::text[], :traces::text[])
            on conflict (key) do update set trace = excluded.trace, at = now()""";

    private static final String FORGET = """
            delete from key_trace where at < now() - :life::interval""";

    private static final String ONE = """
            select trace from key_trace where key = :key and at > now() - :life::interval""";

    private static final String OF_TEAMS = """
            select key, trace from key_trace join team using (key)
            where team_id = any(:teams) and at > now() - :life::interval""";

    @Override
    public void follow(Map<Key, String> traces) {
        // Sorted, so that two instances lock in the same order.
        Map<String, String> sorted = new TreeMap<>();
        traces.forEach((key, trace) -> sorted.put(key.toString(), trace));
        jdbi.useHandle(handle -> {
            handle.createUpdate(FOLLOW)
                    .bindArray("keys", String.class, sorted.keySet())
                    .bindArray("traces", String.class, sorted.values())
                    .execute();
            handle.createUpdate(FORGET).bind("life", LIFE.toString()).execute();
        });
    }

    @Override
    public Optional<String> of(Key key) {
        return jdbi.withHandle(handle -> handle.createQuery(ONE)
                .bind("key", key.toString())
                .bind("life", LIFE.toString())
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public Map<Key, String> ofTeams(Collection<String> teamIds) {
        return jdbi.withHandle(handle -> handle.createQuery(OF_TEAMS)
                .bindArray("teams", String.class, teamIds)
                .bind("life", LIFE.toString())
                .map((row, context) -> Map.entry(Key.parse(row.getString("key")), row.getString("trace")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
