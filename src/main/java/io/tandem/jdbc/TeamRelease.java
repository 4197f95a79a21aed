package io.tandem.jdbc;

import io.tandem.model.Key;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.teams.KnownTeam;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lets go of a team that was taken over and that nothing names any more, inside the caller's transaction. */
final class TeamRelease {
    /** In the order in which all lock keys: that of the store, then that of its tasks. */
    private static final String LOCK = "select key from due_key where key = any(:keys) order by key for update";

    /** Whoever works on them writes no more. */
    private static final String TAKE = """
            update due_key set lease = null, lease_until = null where key = any(:keys)""";

    /** As that of a team that is gone: its tasks are made anew where the next one is, unless that has this very plan. */
    private static final String FORGET_PLAN = """
            update plan set stage = 'unknown', lost = coalesce(plan_id, lost), plan_id = null, meant = null, not_before = null,
                silent_since = null, unlisted_since = null
            where store_number = :store""";

    private TeamRelease() {}

    /** {@return why it is not done, in one sentence; empty = it is} */
    static Optional<String> of(Handle handle, TeamSource source, String who) {
        List<String> keys = List.of(source.key().toString(), "tasks/" + source.value());
        handle.createQuery(LOCK)
                .bindArray("keys", String.class, keys)
                .mapTo(String.class)
                .list();
        KnownTeam known = TeamRows.load(handle, source);
        String mapped = StoreFacts.staff(handle, source).mappedTeam();
        if (!known.isNamedNoMore(mapped)) {
            return Optional.of(kept(source, known));
        }
        handle.createUpdate(TAKE).bindArray("keys", String.class, keys).execute();
        TeamRows.save(handle, source, known, known.released(mapped));
        handle.createUpdate(FORGET_PLAN).bind("store", source.value()).execute();
        JdbcDueKeys.markDue(handle, List.of(source.key()));
        if (source instanceof StoreNumber store) {
            JdbcDueKeys.markDueIfThere(handle, Key.ofTasks(store));
        }
        JdbcActivity.add(
                handle,
                who,
                "mappings.release",
                source.key().toString(),
                known.teamId().orElse(""));
        return Optional.empty();
    }

    private static String kept(TeamSource source, KnownTeam known) {
        String why = known.adopted()
                ? "which is still named for it; name another one or none, then let it go"
                : "which Tandem made; only a team that was taken over can be let go of";
        return known.teamId()
                .map(id -> source.words() + " has team " + id + ", " + why)
                .orElseGet(() -> source.words() + " has no team that could be let go of");
    }
}
