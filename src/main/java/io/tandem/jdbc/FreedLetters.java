package io.tandem.jdbc;

import org.jdbi.v3.core.Handle;

/** Letters of keys that a replay gives back: those whose key is well by now, or was learnt of anew, need nobody any more. */
final class FreedLetters {
    /** Whoever marks one of these keys waits until its letter is free, and then supersedes it. */
    private static final String HOLD_KEYS = """
            select key from due_key
            where key = any(array(select key from dead_letter
                                  where replay = :replay and state = 'replaying' and topic is null and intended = :intended))
            order by key for share""";

    private static final String SUPERSEDE = """
            update dead_letter set state = 'superseded', state_at = now(), note = :note
            where replay = :replay and state = 'open' and topic is null
              and exists (select 1 from due_key
                          where due_key.key = dead_letter.key
                            and (due_key.desired_generation > generation
                                 or due_key.attempts = 0 and observed_generation >= desired_generation))""";

    private FreedLetters() {}

    /**
     * Keeps keys as they are until the transaction ends; comes before anything is changed about the letters.
     *
     * @param intended whether those are meant that were taken to be sent, or those that wait
     */
    static void hold(Handle handle, long replay, boolean intended) {
        handle.createQuery(HOLD_KEYS)
                .bind("replay", replay)
                .bind("intended", intended)
                .mapTo(String.class)
                .list();
    }

    /** {@return how many letters that are open again are superseded} */
    static int supersede(Handle handle, long replay) {
        return handle.createUpdate(SUPERSEDE)
                .bind("replay", replay)
                .bind("note", JdbcDeadLetters.NEWER)
                .execute();
    }
}
