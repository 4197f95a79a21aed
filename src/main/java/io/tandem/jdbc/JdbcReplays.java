package io.tandem.jdbc;

import io.tandem.deadletter.DeadLetter.Origin;
import io.tandem.deadletter.DeadLetterBook.Whole;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook;
import io.tandem.model.LeaseLostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Replays as rows. Whoever changes one locks its row first, and then those of its letters. */
final class JdbcReplays implements ReplayBook {
    private static final String COLUMNS = """
            number, who, at, filter, rate, state, letters, replayed, failed, ended_at""";

    private static final String BEGIN = """
            insert into replay (who, filter, rate) values (:who, :filter, :rate) returning number""";

    private static final String CHOOSE = """
            update dead_letter
            set state = 'replaying', state_at = now(), note = null, replay = :replay,
                repaired = coalesce(:repaired::bytea, repaired)
            where %s and %s""".formatted(LetterSearch.REPLAYABLE, LetterSearch.MATCHES);

    private static final String COUNTED = """
            update replay set letters = :letters where number = :replay""";

    private static final String LATEST = """
            select %s from replay order by number desc limit :most""".formatted(COLUMNS);

    private static final String FIND = """
            select %s from replay where number = :replay""".formatted(COLUMNS);

    private static final String PENDING = """
            select exists (select 1 from replay where state = 'running' or ends is not null)""";

    private static final String CANCEL = """
            update replay set state = 'canceled', ended_at = now() where number = :replay and state = 'running'""";

    /** Those that may be on their way stay with the replay until somebody knows. */
    private static final String FREE = """
            update dead_letter set state = 'open', state_at = now(), note = 'The replay was canceled before its turn.'
            where replay = :replay and state = 'replaying' and not intended""";

    private static final String UNSETTLED = """
            update replay set worked_at = now(), turn = turn + 1
            where number = (select number from replay
                            where ends is not null and worked_at < now() - make_interval(secs => :quiet)
                            order by number limit 1 for update skip locked)
            returning number, turn, rate, ends""";

    private static final String TURN = """
            update replay set worked_at = now(), turn = turn + 1, ends = :ends
            where number = (select number from replay where state = 'running' and ends is null
                            order by worked_at nulls first, number limit 1 for update skip locked)
            returning number, turn, rate, ends""";

    private static final String KEEP = """
            update replay set worked_at = now() where number = :replay and turn = :turn and ends is not null""";

    /** As many bytes at a time as a small heap holds. */
    private static final String NEXT = """
            update dead_letter set intended = true
            where number in (
                select number from (
                    select number, sum(size) over (order by number) - size as before
                    from (select number, coalesce(octet_length(coalesce(repaired, value)), 0) as size from dead_letter
                          where replay = :replay and state = 'replaying'
                          order by number limit :most) waiting) summed
                where before < 8000000)""";

    private static final String INTENDED = """
            select %s from dead_letter where replay = :replay and state = 'replaying' and intended
            order by number""".formatted(LetterRows.WITH_BYTES);

    private static final String REPLAYED = """
            update dead_letter set state = 'replayed', state_at = now(), note = null, intended = false where id = any(:ids)""";

    private static final String FAILED = """
            update dead_letter set state = 'open', state_at = now(), note = :note, intended = false where id = :id""";

    private static final String UNSENT = """
            update dead_letter
            set intended = false, state = case when replay.state = 'running' then 'replaying' else 'open' end
            from replay
            where dead_letter.replay = :replay and dead_letter.state = 'replaying' and intended and replay.number = :replay""";

    private static final String PROGRESS = """
            update replay
            set replayed = replayed + :replayed, failed = failed + :failed, ends = null,
                state = case when state = 'running' and not waits then 'done' else state end,
                ended_at = case when state = 'running' and not waits then now() else ended_at end
            from (select exists (select 1 from dead_letter where replay = :replay and state = 'replaying') as waits) left_over
            where number = :replay""";

    private static final String MADE_DUE = """
            update replay set replayed = replayed + :keys where number = :replay""";

    private static final String LOCK = """
            select number from replay where number = :replay and turn = :turn and ends is not null for update""";

    private final Jdbi jdbi;

    JdbcReplays(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public long begin(Order order) {
        return jdbi.inTransaction(handle -> {
            String filter = order.filter().sentence();
            long number = handle.createQuery(BEGIN)
                    .bind("who", order.who())
                    .bind("filter", LetterRows.text(filter))
                    .bind("rate", order.rate())
                    .mapTo(Long.class)
                    .one();
            int letters = LetterSearch.bind(handle.createUpdate(CHOOSE), order.filter())
                    .bindArray("topics", String.class, order.topics())
                    .bind("replay", number)
                    .bind("repaired", order.repaired())
                    .execute();
            handle.createUpdate(COUNTED)
                    .bind("letters", letters)
                    .bind("replay", number)
                    .execute();
            String mended = order.repaired() == null ? "" : ", with another payload";
            JdbcActivity.add(
                    handle,
                    order.who(),
                    "dead-letter.replay",
                    "replay " + number,
                    letters + " letters at " + order.rate() + " a second: " + filter + mended);
            if (letters == 0) {
                progress(handle, number, 0, 0);
            }
            return number;
        });
    }

    @Override
    public List<Replay> latest(int most) {
        return jdbi.withHandle(handle -> handle.createQuery(LATEST)
                .bind("most", most)
                .map((row, context) -> ReplayRows.replay(row))
                .list());
    }

    @Override
    public Optional<Replay> find(long number) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                .bind("replay", number)
                .map((row, context) -> ReplayRows.replay(row))
                .findOne());
    }

    @Override
    public boolean cancel(long number, String who) {
        return jdbi.inTransaction(handle -> {
            boolean canceled =
                    handle.createUpdate(CANCEL).bind("replay", number).execute() == 1;
            if (canceled) {
                FreedLetters.hold(handle, number, false);
                int free = handle.createUpdate(FREE).bind("replay", number).execute();
                int open = free - FreedLetters.supersede(handle, number);
                JdbcActivity.add(
                        handle, who, "dead-letter.replay.cancel", "replay " + number, open + " letters are open again");
            }
            return canceled;
        });
    }

    @Override
    public boolean isPending() {
        return jdbi.withHandle(
                handle -> handle.createQuery(PENDING).mapTo(Boolean.class).one());
    }

    @Override
    public boolean isRunning(long number) {
        return find(number).filter(replay -> replay.state().equals("running")).isPresent();
    }

    @Override
    public Optional<Chunk> unsettled(Duration quiet) {
        return jdbi.inTransaction(handle -> handle.createQuery(UNSETTLED)
                .bind("quiet", quiet.toMillis() / 1000.0)
                .map((row, context) -> ReplayRows.turn(row))
                .findOne()
                .map(turn -> ReplayRows.chunk(turn, intended(handle, turn.number()))));
    }

    @Override
    public boolean keep(Chunk chunk) {
        return jdbi.withHandle(handle -> handle.createUpdate(KEEP)
                        .bind("replay", chunk.replay())
                        .bind("turn", chunk.turn())
                        .execute())
                == 1;
    }

    @Override
    public Optional<Chunk> take(int seconds, Collection<Origin> ends) {
        return jdbi.inTransaction(handle -> handle.createQuery(TURN)
                .bindArray(
                        "ends",
                        String.class,
                        ends.stream().map(Origin::toString).toList())
                .map((row, context) -> ReplayRows.turn(row))
                .findOne()
                .map(turn -> take(handle, turn, seconds)));
    }

    private static Chunk take(Handle handle, ReplayRows.Turn turn, int seconds) {
        handle.createUpdate(NEXT)
                .bind("replay", turn.number())
                .bind("most", Math.max(1, turn.rate() * seconds))
                .execute();
        return ReplayRows.chunk(turn, intended(handle, turn.number()));
    }

    @Override
    public void makeDue(Chunk chunk, Collection<LetterId> letters) {
        jdbi.useTransaction(handle -> {
            lock(handle, chunk);
            letters.stream()
                    .flatMap(id -> ReplayRows.key(chunk.letters().get(id)).stream())
                    .sorted(Comparator.comparing(Object::toString))
                    .forEach(key -> JdbcDueKeys.markDueIfThere(handle, key));
            replayed(handle, letters.stream().map(LetterId::toString).toList());
            handle.createUpdate(MADE_DUE)
                    .bind("keys", letters.size())
                    .bind("replay", chunk.replay())
                    .execute();
        });
    }

    /** Until the transaction ends nobody else takes the chunk. */
    private static void lock(Handle handle, Chunk chunk) {
        boolean held = handle.createQuery(LOCK)
                .bind("replay", chunk.replay())
                .bind("turn", chunk.turn())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
        if (!held) {
            throw new LeaseLostException("letters of replay " + chunk.replay());
        }
    }

    @Override
    public void settle(Chunk chunk, Set<LetterId> sent, Map<LetterId, String> failed) {
        jdbi.useTransaction(handle -> {
            lock(handle, chunk);
            FreedLetters.hold(handle, chunk.replay(), true);
            replayed(handle, sent.stream().map(LetterId::toString).toList());
            failed.forEach((id, why) -> handle.createUpdate(FAILED)
                    .bind("id", id.toString())
                    .bind("note", why)
                    .execute());
            handle.createUpdate(UNSENT).bind("replay", chunk.replay()).execute();
            FreedLetters.supersede(handle, chunk.replay());
            progress(handle, chunk.replay(), sent.size(), failed.size());
        });
    }

    private static void replayed(Handle handle, List<String> ids) {
        handle.createUpdate(REPLAYED).bindArray("ids", String.class, ids).execute();
    }

    private static void progress(Handle handle, long number, int replayed, int failed) {
        handle.createUpdate(PROGRESS)
                .bind("replay", number)
                .bind("replayed", replayed)
                .bind("failed", failed)
                .execute();
    }

    private static List<Whole> intended(Handle handle, long number) {
        return handle.createQuery(INTENDED)
                .bind("replay", number)
                .map((row, context) -> LetterRows.whole(row))
                .list();
    }
}
