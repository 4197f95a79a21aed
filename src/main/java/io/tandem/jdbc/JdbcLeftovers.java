package io.tandem.jdbc;

import io.tandem.model.Leftovers;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Deletes old rows by the clock of the database, some in a transaction; it waits for nobody, and nobody waits for it for long. */
final class JdbcLeftovers implements Leftovers {
    private static final String EVENTS = old("commerce_event", "received_at", "true");
    private static final String CONFLICTS = old("task_conflict", "at", "true");
    private static final String STEPS = old("team_step", "at", "true");
    private static final String DRIFT = old("drift", "at", "true");
    private static final String ACTIVITY = old("activity", "at", "true");
    /** Who is out, or wanted again, or was never removed; a decision that stands is none of these. */
    private static final String DEPARTURES = old("departure", "asked_at", "state = 'done'");

    private static final String ARCHIVINGS = old("archiving", "asked_at", "state = 'done'");

    /** What was done with them goes too; those that somebody is kept or restored by stay, for they say why. */
    private static final String HOLDS = """
            delete from hold where number = any (array(
                select number from hold
                where state <> 'open'
                  and greatest(made_at, decided_at, undone_at) < now() - make_interval(secs => :seconds)
                  and not exists (select 1 from departure where departure.hold = hold.number)
                  and not exists (select 1 from archiving where archiving.hold = hold.number)
                order by number limit :most for update skip locked))""";

    private static final String ACCOUNTS = """
            delete from account where identity = any (array(
                select identity from account
                where asked_at < now() - make_interval(secs => :seconds)
                  and not exists (select 1 from team_member where team_member.user_id = account.user_id)
                  and not exists (select 1 from departure where departure.user_id = account.user_id)
                  and not exists (select 1 from removal where removal.user_id = account.user_id)
                order by identity limit :most for update skip locked))""";

    /** The stamp of every fact begins with the time at which it was said. */
    private static final String OVER = """
            select subject, about from fact
            where subject like 'task/%' and (:all or subject = any(:subjects))
              and not exists (select 1 from fact list
                              where list.subject = 'list/' || split_part(substr(fact.subject, 6), '/', 1))
              and not exists (select 1 from task
                              where task.store_number = substr(fact.about, 7)
                                and task.ref = 'commerce/' || substr(fact.subject, 6) and task.presence <> 'absent')
              and not exists (select 1 from dead_letter letter
                              where letter.state in ('open', 'replaying') and letter.at < now() - make_interval(secs => :seconds)
                                and (letter.store is null or letter.store = substr(fact.about, 7)))
            group by subject, about
            having max(stamp) < to_char((now() - make_interval(secs => :seconds)) at time zone 'UTC',
                                        'YYYY-MM-DD"T"HH24:MI:SS') collate "C"
               and bool_or(field = 'deleted' and value = 'true'
                           or field = 'status' and (value like '%"Canceled"%' or value like '%"Completed"%'))
            limit :most""";

    private static final String ONE_AT_A_TIME = """
            select pg_advisory_xact_lock(hashtext('tandem.intake'))""";

    private static final String TASKS = """
            with over as materialized (%s)
            delete from fact using over where fact.subject = over.subject and fact.about = over.about
            returning fact.subject""".formatted(OVER);

    /** Of what Commerce said nothing of any more only the row is left. */
    private static final String ROWS = """
            delete from task where ctid = any (array(
                select task.ctid from task
                where presence = 'absent' and ref like 'commerce/%'
                  and not exists (select 1 from fact where subject = 'task/' || substr(ref, 10))
                  and not exists (select 1 from fact
                                  where subject = 'list/' || split_part(substr(ref, 10), '/', 1))
                limit :most for update skip locked))""";

    private static final String BOARD = """
            delete from task_board where ctid = any (array(
                select board.ctid from task_board board
                where ref like 'commerce/%'
                  and not exists (select 1 from task
                                  where task.store_number = board.store_number and task.ref = board.ref)
                  and not exists (select 1 from fact where subject = 'task/' || substr(ref, 10))
                  and not exists (select 1 from fact
                                  where subject = 'list/' || split_part(substr(ref, 10), '/', 1))
                limit :most for update skip locked))""";

    private static final String PLACES = old("planner_task", "at", """
            not exists (select 1 from task where task.planner_task_id = planner_task.planner_task_id)""");

    private final Jdbi jdbi;

    JdbcLeftovers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Deletes the oldest rows of a table by the time that a column tells, of those of which a condition holds. */
    private static String old(String table, String time, String condition) {
        return """
                delete from %1$s where ctid = any (array(
                    select ctid from %1$s where %2$s < now() - make_interval(secs => :seconds) and %3$s
                    order by %2$s limit :most for update skip locked))""".formatted(table, time, condition);
    }

    @Override
    public int forgetEvents(Duration age, int most) {
        return delete(EVENTS, age, most);
    }

    @Override
    public int forgetConflicts(Duration age, int most) {
        return delete(CONFLICTS, age, most);
    }

    @Override
    public int forgetSteps(Duration age, int most) {
        return delete(STEPS, age, most);
    }

    @Override
    public int forgetDrift(Duration age, int most) {
        return delete(DRIFT, age, most);
    }

    @Override
    public int forgetDecisions(Duration age, int most) {
        return List.of(DEPARTURES, ARCHIVINGS, HOLDS, ACTIVITY).stream()
                .mapToInt(sql -> delete(sql, age, most))
                .sum();
    }

    @Override
    public int forgetAccounts(Duration age, int most) {
        return delete(ACCOUNTS, age, most);
    }

    /** What is over is looked for while others go on, and looked at again while no event is taken in. */
    @Override
    public int forgetTasks(Duration age, int most) {
        List<String> some = jdbi.withHandle(handle -> over(handle.createQuery(OVER), age, most, List.of()));
        int forgotten = jdbi.inTransaction(handle -> {
            handle.execute(ONE_AT_A_TIME);
            return some.isEmpty()
                    ? 0
                    : (int) over(handle.createQuery(TASKS), age, most, some).stream()
                            .distinct()
                            .count();
        });
        delete(PLACES, age, most);
        List.of(ROWS, BOARD)
                .forEach(sql -> jdbi.useHandle(
                        handle -> handle.createUpdate(sql).bind("most", most).execute()));
        return forgotten;
    }

    private static List<String> over(Query query, Duration age, int most, List<String> subjects) {
        return query.bind("seconds", age.toMillis() / 1000.0)
                .bind("most", most)
                .bind("all", subjects.isEmpty())
                .bindArray("subjects", String.class, subjects)
                .map((row, context) -> row.getString("subject"))
                .list();
    }

    private int delete(String sql, Duration age, int most) {
        return jdbi.withHandle(handle -> handle.createUpdate(sql)
                .bind("seconds", age.toMillis() / 1000.0)
                .bind("most", most)
                .execute());
    }
}
