package io.tandem.jdbc;

import io.tandem.model.Restored;
import io.tandem.model.Role;
import io.tandem.model.TeamSource;
import io.tandem.teams.TeamRole;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads who is in a team because the removal was rejected or undone. */
final class RestoredRows {
    private static final String RESTORED = """
            select d.store_number, d.user_id, d.role, d.restored_at,
                   case when d.state = 'kept' then 'REJECTED' when d.last_owner then 'LAST_OWNER' else 'UNDONE' end as cause,
                   %s
            from departure d
            where d.store_number = any(:stores) and d.state in ('restored', 'kept')
            order by d.store_number, d.user_id""".formatted(JdbcLinks.column("d"));

    private RestoredRows() {}

    /** {@return who of a team was restored} */
    static List<Restored> restored(Handle handle, TeamSource source) {
        return restored(handle, List.of(source.value())).getOrDefault(source.value(), List.of());
    }

    /** {@return who was restored, by number or name of the source; one without anybody is left out} */
    static Map<String, List<Restored>> restored(Handle handle, List<String> sources) {
        return handle.createQuery(RESTORED)
                .bindArray("stores", String.class, sources)
                .map((row, context) -> Map.entry(
                        row.getString("store_number"),
                        new Restored(
                                row.getString("user_id"),
                                role(row.getString("role")),
                                TeamRows.instant(row, "restored_at"),
                                Restored.Cause.valueOf(row.getString("cause")),
                                JdbcLinks.workers(row))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Of some who left long ago nothing but that is known; they were members mostly. */
    private static Role role(@Nullable String known) {
        return TeamRole.OWNER.name().equals(known) ? Role.MANAGER : Role.WORKER;
    }
}
