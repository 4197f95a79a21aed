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

/** Reads who is in a team because the removal was undone. */
final class RestoredRows {
    private static final String RESTORED = """
            select store_number, user_id, role, restored_at from departure
            where store_number = any(:stores) and state = 'restored' order by store_number, user_id""";

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
                                TeamRows.instant(row, "restored_at"))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Of some who left long ago nothing but that is known; they were members mostly. */
    private static Role role(@Nullable String known) {
        return TeamRole.OWNER.name().equals(known) ? Role.MANAGER : Role.WORKER;
    }
}
