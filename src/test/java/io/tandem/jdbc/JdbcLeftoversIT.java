package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.commerce.Batch;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.CommerceState.Outcome;
import io.tandem.model.Leftovers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcLeftoversIT {
    private static final Duration AGE = Duration.ofDays(30);
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final Leftovers leftovers = database.leftovers();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql(
                "truncate fact, commerce_event, due_key, task_conflict, team_step, task, task_board, dead_letter, drift, departure,"
                        + " archiving, hold, removal, activity, account, team, team_member restart identity");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areForgottenWhenTheyAreOldTheOldestFirst() {
        SANDBOX.sql("insert into commerce_event (source, id, type, subject, stamp, received_at)"
                + " select '/d365', days::text, 't', 's', '', now() - make_interval(days => days)"
                + " from generate_series(27, 34) as days");

        assertThat(leftovers.forgetEvents(AGE, 2)).isEqualTo(2);
        assertThat(events()).isEqualTo("27 28 29 30 31 32");
        assertThat(leftovers.forgetEvents(AGE, 100)).isEqualTo(3);
        assertThat(events()).isEqualTo("27 28 29");
        assertThat(leftovers.forgetEvents(AGE, 100)).isZero();
    }

    @Test
    void areConflictsToo() {
        SANDBOX.sql("insert into task_conflict (store_number, ref, field, reason, won, lost, sentence, at)"
                + " select '000135', 'commerce/a', 'TITLE', 'DELETED', '', '', days::text,"
                + " now() - make_interval(days => days) from generate_series(27, 34) as days");

        assertThat(leftovers.forgetConflicts(AGE, 2)).isEqualTo(2);
        assertThat(conflicts()).isEqualTo("27 28 29 30 31 32");
        assertThat(leftovers.forgetConflicts(AGE, 100)).isEqualTo(3);
        assertThat(conflicts()).isEqualTo("27 28 29");
        assertThat(leftovers.forgetConflicts(AGE, 100)).isZero();
    }

    @Test
    void changeNothingWhenTheEventComesAgainAfterwards() {
        CommerceState state = database.commerceState();
        Batch batch = Events.batch(
                Events.opened("000135", "San Francisco"),
                Events.store("store.updated", Events.TIME.plusSeconds(1), "000135", "name", "Union Square"));
        state.fold(batch);
        String facts = facts();
        SANDBOX.sql("update commerce_event set received_at = now() - interval '31 days'");
        SANDBOX.sql("update due_key set observed_generation = desired_generation");
        assertThat(leftovers.forgetEvents(AGE, 100)).isEqualTo(2);

        Outcome again = state.fold(batch);

        assertThat(again).isEqualTo(new Outcome(0, 0, 2, Set.of()));
        assertThat(facts()).isEqualTo(facts);
        assertThat(SANDBOX.sql("select count(*) from due_key where desired_generation > observed_generation"))
                .isEqualTo("0");
    }

    @Test
    void leaveWhatSomebodyElseIsAtToTheNextTime() throws SQLException {
        SANDBOX.sql("insert into commerce_event (source, id, type, subject, stamp, received_at)"
                + " select '/d365', n::text, 't', 's', '', now() - interval '31 days' from generate_series(1, 3) as n");
        try (Handle handle = SANDBOX.jdbi().open();
                Connection other = handle.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from commerce_event where id = '2' for update");

            assertThat(leftovers.forgetEvents(AGE, 100)).isEqualTo(2);
        }
        assertThat(events()).isEqualTo("2");
    }

    private static String events() {
        return SANDBOX.sql("select string_agg(id, ' ' order by id) from commerce_event");
    }

    @Test
    void areStepsToo() {
        SANDBOX.sql("insert into team_step (at, store_number, kind, sentence, users, outcome, request_id)"
                + " select now() - make_interval(days => days), '000135', 'addMembers', days::text, '{}', 'done', ''"
                + " from generate_series(27, 34) as days");

        assertThat(leftovers.forgetSteps(AGE, 2)).isEqualTo(2);
        assertThat(leftovers.forgetSteps(AGE, 100)).isEqualTo(3);
        assertThat(SANDBOX.sql("select string_agg(sentence, ' ' order by sentence) from team_step"))
                .isEqualTo("27 28 29");
    }

    @Test
    void areChangesByHandToo() {
        SANDBOX.sql("insert into drift (store_number, team_id, change, action, at)"
                + " select '000135', days::text, 'renamed', 'put-back', now() - make_interval(days => days)"
                + " from generate_series(27, 34) as days");

        assertThat(leftovers.forgetDrift(AGE, 2)).isEqualTo(2);
        assertThat(leftovers.forgetDrift(AGE, 100)).isEqualTo(3);
        assertThat(rows("drift", "team_id")).isEqualTo("27 28 29");
    }

    /** Holds 1 to 5 of two ages; each person is named after the state and days of the departure, and each is about the hold. */
    @Test
    void areDecisionsThatAreOverAndNobodyIsKeptOrRestoredBy() {
        SANDBOX.sql("insert into hold (state, made_at, decided_at) select state, now() - make_interval(days => days),"
                + " case when state <> 'passed' then now() - make_interval(days => days) end"
                + " from (values ('approved', 31), ('approved', 29), ('rejected', 31), ('passed', 31), ('open', 31))"
                + " as h(state, days)");
        SANDBOX.sql("insert into removal (run, store_number, user_id, team_size, at)"
                + " select number, '000135', 'u' || number, 9, now() from hold");
        SANDBOX.sql("insert into departure (store_number, user_id, state, asked_at, team_size, hold)"
                + " select '000135', 'u' || hold, state, now() - make_interval(days => days), 9, hold"
                + " from (values ('done', 31, 1), ('done', 29, 2), ('kept', 31, 3), ('done', 31, 4), ('held', 31, 5))"
                + " as d(state, days, hold)");
        SANDBOX.sql(
                "insert into archiving (store_number, state, asked_at) values ('1', 'done', now() - interval '31 days'),"
                        + " ('2', 'granted', now() - interval '31 days'), ('3', 'done', now())");
        SANDBOX.sql("insert into activity (at, who, what, subject, detail) select now() - make_interval(days => days),"
                + " 'ada', 'hold.approve', days::text, '' from generate_series(29, 31) as days");

        assertThat(leftovers.forgetDecisions(AGE, 100))
                .as("2 departures, 1 archiving, 2 holds, 2 deeds")
                .isEqualTo(7);

        assertThat(rows("departure", "user_id")).isEqualTo("u2 u3 u5");
        assertThat(rows("hold", "number::text")).isEqualTo("2 3 5");
        assertThat(rows("removal", "user_id")).isEqualTo("u2 u3 u5");
        assertThat(rows("archiving", "store_number")).isEqualTo("2 3");
        assertThat(rows("activity", "subject")).isEqualTo("29");
    }

    @Test
    void areAccountsOfPeopleWhomNothingIsAboutAnyMore() {
        SANDBOX.sql("insert into account (identity, user_id, asked_at) values"
                + " ('id:gone', 'gone', now() - interval '31 days'), ('upn:nobody', null, now() - interval '31 days'),"
                + " ('upn:asked', 'asked', now()), ('upn:never', null, null), ('upn:in', 'in', now() - interval '31 days'),"
                + " ('upn:kept', 'kept', now() - interval '31 days')");
        SANDBOX.sql("insert into team (store_number, stage) values ('000135', 'ready')");
        SANDBOX.sql(
                "insert into team_member (store_number, user_id, role, ours) values ('000135', 'in', 'MEMBER', true)");
        SANDBOX.sql("insert into departure (store_number, user_id, state, asked_at, team_size)"
                + " values ('000135', 'kept', 'kept', now() - interval '31 days', 9)");

        assertThat(leftovers.forgetAccounts(AGE, 100)).isEqualTo(2);
        assertThat(rows("account", "identity")).isEqualTo("upn:asked upn:in upn:kept upn:never");
    }

    /** What Commerce said of a task on a field so many days ago. */
    private static void say(String subject, String field, String value, int days) {
        SANDBOX.sql("insert into fact (subject, about, field, value, stamp) select '" + subject + "', 'store/000135', '"
                + field + "', '" + value + "', to_char((now() - make_interval(days => " + days
                + ")) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US000\"Z\"') || '||id|/d365'");
    }

    private static void know(String task, String presence) {
        SANDBOX.sql(
                "insert into task (store_number, ref, presence, made_in_planner, details_etag, details_stale, agreed,"
                        + " written) values ('000135', 'commerce/" + task + "', '" + presence
                        + "', false, '', false, '{}', '{}')");
        SANDBOX.sql("insert into task_board (store_number, ref, title, list, status, assignees)"
                + " values ('000135', 'commerce/" + task + "', 't', '', 'Canceled', '')");
    }

    private static String rows(String table, String column) {
        return SANDBOX.sql("select string_agg(distinct " + column + ", ' ' order by " + column + ") from " + table);
    }

    /** Tasks that are over for long, and tasks of which only one thing is missing for that. */
    private static void makeTasks() {
        for (String task :
                List.of("deleted", "young", "open", "there", "process/000135/key", "completed", "canceled")) {
            say("task/" + task, "title", "\"t\"", 31);
            know(task, task.equals("there") ? "present" : "absent");
        }
        say("task/deleted", "deleted", "true", 31);
        say("task/young", "deleted", "true", 29);
        say("task/open", "deleted", "false", 31);
        say("task/open", "status", "{\"status\":\"InProgress\"}", 31);
        say("task/there", "deleted", "true", 31);
        say("task/process/000135/key", "deleted", "true", 31);
        say("list/process", "tied", "true", 31);
        say("task/completed", "status", "{\"status\":\"Completed\",\"resolvedBy\":\"000205\"}", 31);
        say("task/canceled", "status", "{\"status\":\"Canceled\"}", 31);
    }

    @Test
    void areTasksThatAreOverForLongAndNotInPlanner() {
        makeTasks();

        assertThat(leftovers.forgetTasks(AGE, 2)).isEqualTo(2);
        assertThat(leftovers.forgetTasks(AGE, 100)).isEqualTo(1);
        assertThat(leftovers.forgetTasks(AGE, 100)).isZero();

        assertThat(rows("fact", "subject"))
                .isEqualTo("list/process task/open task/process/000135/key task/there task/young");
        String left = "commerce/open commerce/process/000135/key commerce/there commerce/young";
        assertThat(rows("task", "ref")).isEqualTo(left);
        assertThat(rows("task_board", "ref")).isEqualTo(left);
    }

    @Test
    void areNoTasksAsLongAsALetterCouldBringThemBack() {
        makeTasks();
        SANDBOX.sql("insert into dead_letter (id, at, cause, reason, headers, cut, store) values"
                + " ('l-1', now() - interval '31 days', 'c', 'r', '{}', false, '000135')");

        assertThat(leftovers.forgetTasks(AGE, 100)).isZero();
        SANDBOX.sql("update dead_letter set state = 'replaying'");
        assertThat(leftovers.forgetTasks(AGE, 100)).isZero();
        SANDBOX.sql("update dead_letter set state = 'replayed'");
        assertThat(leftovers.forgetTasks(AGE, 100)).isEqualTo(3);
    }

    private static String conflicts() {
        return SANDBOX.sql("select string_agg(sentence, ' ' order by sentence) from task_conflict");
    }

    private static String facts() {
        return SANDBOX.sql("select string_agg(fact::text, ';' order by subject, about, field) from fact");
    }
}
