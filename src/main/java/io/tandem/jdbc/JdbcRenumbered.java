package io.tandem.jdbc;

import io.tandem.model.StoreNumber;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Stores that came under a new number: another one with the same operating unit or retail channel is open and has a team already. */
final class JdbcRenumbered {
    /** The legal entity that Commerce named, else the one whose source told of the channel. */
    private static final String ENTITY = """
            coalesce(
                  (select upper(said.value::json #>> '{}') from fact said
                   where said.subject = %1$s.subject and said.about = '' and said.field = 'legalEntity'),
                  upper(substring(%1$s.stamp from '([^/|]*)[/]*$'))) collate "C\"""";

    /** Two legal entities may both have a channel of that id. */
    private static final String FORMER = """
            select distinct on (mine.subject) substr(mine.subject, length('store/') + 1) as store, team.store_number as former
            from fact mine
            join fact other on other.field = mine.field and other.value = mine.value and other.subject <> mine.subject
                and other.about = '' and other.field in ('operatingUnitNumber', 'channelId') and other.subject like 'store/%%'
            join team on 'store/' || team.store_number = other.subject and team.stage not in ('unknown', 'missing')
            where mine.subject = any(:subjects) and mine.about = ''
              and mine.field in ('operatingUnitNumber', 'channelId') and mine.value is not null
              and not exists (
                  select 1 from team where 'store/' || store_number = mine.subject and stage not in ('unknown', 'missing'))
              and not exists (
                  select 1 from fact closed
                  where closed.subject = other.subject and closed.about = '' and closed.field = 'closedOn'
                    and substr(closed.value, 2, 10) <= current_date::text)
              and %s = %s
            order by mine.subject, team.store_number""".formatted(ENTITY.formatted("mine"), ENTITY.formatted("other"));

    private JdbcRenumbered() {}

    /** {@return the number of the store that each of these is, by its own number; one that is only itself is left out} */
    static Map<String, StoreNumber> former(Handle handle, Collection<String> stores) {
        return handle.createQuery(FORMER)
                .bindArray(
                        "subjects",
                        String.class,
                        stores.stream().map("store/"::concat).toList())
                .map((row, context) -> Map.entry(row.getString("store"), new StoreNumber(row.getString("former"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
