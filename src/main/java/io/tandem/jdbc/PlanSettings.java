package io.tandem.jdbc;

import org.jdbi.v3.core.Handle;

/** Remembers by which settings teams are planned; one instance alone notices that they are others now. */
final class PlanSettings {
    private static final String FIRST = """
            insert into plan_settings (digest) values (:digest) on conflict (single) do nothing""";

    /** Whoever comes second waits for the first, and finds nothing to change. */
    private static final String CHANGED = """
            update plan_settings set digest = :digest, since = now() where digest <> :digest""";

    private PlanSettings() {}

    /**
     * Makes all teams due when the settings are not those of the last start, inside the caller's transaction. Nothing is doubted.
     *
     * @param digest the same for the same settings
     */
    static void planBy(Handle handle, String digest) {
        int first = handle.createUpdate(FIRST).bind("digest", digest).execute();
        if (first == 0 && handle.createUpdate(CHANGED).bind("digest", digest).execute() > 0) {
            JdbcSyncs.mark(handle, handle.createQuery(JdbcSyncs.MARK.formatted("kind in ('store', 'team')")));
        }
    }
}
