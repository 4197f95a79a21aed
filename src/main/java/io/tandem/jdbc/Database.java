package io.tandem.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.tandem.commerce.CommerceState;
import io.tandem.commerce.CurrentState;
import io.tandem.commerce.Outbox;
import io.tandem.console.Activity;
import io.tandem.console.Drifts;
import io.tandem.console.Headcount;
import io.tandem.console.Holds;
import io.tandem.console.Rehearsal;
import io.tandem.console.StoreViews;
import io.tandem.console.TaskViews;
import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.ReplayBook;
import io.tandem.model.CanaryBook;
import io.tandem.model.DueKeys;
import io.tandem.model.Duties;
import io.tandem.model.Freshness;
import io.tandem.model.Key;
import io.tandem.model.KeyTraces;
import io.tandem.model.Leftovers;
import io.tandem.model.MasterSwitch;
import io.tandem.model.SubscriptionBook;
import io.tandem.tasks.TaskState;
import io.tandem.teams.Brake;
import io.tandem.teams.Departures;
import io.tandem.teams.Mappings;
import io.tandem.teams.People;
import io.tandem.teams.Sweeps;
import io.tandem.teams.TeamState;
import io.tandem.teams.TeamSurvey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/** The database: migrated at start, with one adapter for each port. */
public final class Database implements AutoCloseable {
    private static final String EVERY_TEAM = """
            insert into due_key (key)
            select 'tasks/' || store_number from team where stage = 'ready' and key like 'store/%' order by 1
            on conflict (key) do nothing""";

    private final HikariDataSource source;
    private final Jdbi jdbi;

    private Database(HikariDataSource source) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        jdbi.registerArrayType(String.class, "text");
        // What a statement was about may be a person, and belongs into no log and no dead letter.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /**
     * Connects and brings the schema up to date.
     *
     * @param url JDBC URL of a PostgreSQL database
     * @throws DatabaseException after some seconds when the database does not let us in or cannot be migrated
     */
    public static Database open(String url, String user, String password) {
        HikariDataSource source = DatabasePool.open(url, user, password);
        try {
            Flyway.configure().dataSource(source).load().migrate();
            return new Database(source);
        } catch (FlywayException unfit) {
            source.close();
            throw new DatabaseException(
                    "the database at " + DatabasePool.shown(url) + " cannot be brought up to date: "
                            + DatabaseException.rootOf(unfit),
                    unfit);
        }
    }

    /**
     * Makes an empty database on the same server, for measurements.
     *
     * @param url JDBC URL of any database there
     * @param name letters, digits and underscores
     * @return JDBC URL of the new one
     */
    public static String create(String url, String user, String password, String name) {
        Jdbi.create(url, user, password).useHandle(handle -> handle.execute("create database \"" + name + "\""));
        return url.replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
    }

    /** {@return what Commerce said} */
    public CommerceState commerceState() {
        return new JdbcCommerceState(jdbi);
    }

    /** {@return what would come of more events} */
    public Rehearsal rehearsal() {
        return new JdbcCommerceState(jdbi);
    }

    /** {@return the index of dead letters} */
    public DeadLetterBook deadLetters() {
        return new JdbcDeadLetters(jdbi);
    }

    /** {@return the replays of dead letters} */
    public ReplayBook replays() {
        return new JdbcReplays(jdbi);
    }

    /** {@return what people did on the ops side} */
    public Activity activity() {
        return new JdbcActivity(jdbi);
    }

    /** {@return the keys that are due, of which those of teams are claimed} */
    public DueKeys dueKeys(Retry retry) {
        return dueKeys(retry, Set.of(Key.STORE), Due.ANY);
    }

    /**
     * The keys that are due.
     *
     * @param kinds the kinds of keys that are claimed, in their order: whoever claims a key has to know how to work on it
     * @param due why they are claimed
     */
    public DueKeys dueKeys(Retry retry, Set<String> kinds, Due due) {
        return dueKeys(retry, kinds, due, Freshness.UNASKED);
    }

    /** The same, which also tells how long each key had been due when it is settled. */
    public DueKeys dueKeys(Retry retry, Set<String> kinds, Due due, Freshness freshness) {
        return new JdbcDueKeys(jdbi, retry, kinds, due, freshness);
    }

    /** {@return what is due and where everything stands, in numbers} */
    public Headcount headcount() {
        return new JdbcHeadcount(jdbi);
    }

    /** {@return the sweeps over all teams} */
    public Sweeps sweeps(InstantSource clock) {
        return new JdbcSweeps(jdbi, clock);
    }

    /** {@return what people changed in Teams} */
    public Drifts drifts(InstantSource clock) {
        return new JdbcSweeps(jdbi, clock);
    }

    /** {@return to which traces keys belong} */
    public KeyTraces keyTraces() {
        return new JdbcKeyTraces(jdbi);
    }

    /** {@return what Commerce is to be told} */
    public Outbox outbox() {
        return new JdbcOutbox(jdbi);
    }

    /** {@return what is so by now of what Commerce is told} */
    public CurrentState currentState() {
        return new JdbcCurrentState(jdbi);
    }

    /** {@return duties of this instance and of others on the same database} */
    public Duties duties() {
        return new JdbcDuties(jdbi);
    }

    /** {@return what is kept for a while only} */
    public Leftovers leftovers() {
        return new JdbcLeftovers(jdbi);
    }

    /** {@return the subscriptions to changes in Microsoft Graph} */
    public SubscriptionBook subscriptions() {
        return new JdbcSubscriptions(jdbi);
    }

    /** {@return the changes that are made to see whether Microsoft Graph notifies of them} */
    public CanaryBook canaries() {
        return new JdbcCanaries(jdbi);
    }

    /**
     * What is known of teams.
     *
     * @param lease how long a claim holds after each write
     * @param plansForAll whether the tasks of every team become due, and not only those of which Commerce spoke
     */
    public TeamState teamState(Clock clock, Duration lease, boolean plansForAll) {
        return new JdbcTeamState(jdbi, new Lease(clock, lease), plansForAll);
    }

    /**
     * What is known of tasks.
     *
     * @param lease how long a claim holds after each write
     */
    public TaskState taskState(Clock clock, Duration lease) {
        return new JdbcTaskState(jdbi, new Lease(clock, lease));
    }

    /** Makes the tasks of each store due that has a team and never had a plan: from now on every team has one. */
    public void planEveryTeam() {
        jdbi.useHandle(handle -> handle.execute(EVERY_TEAM));
    }

    /**
     * Makes all teams due when they were planned by other settings before.
     *
     * @param digest the same for the same settings
     */
    public void planTeamsBy(String digest) {
        jdbi.useTransaction(handle -> PlanSettings.planBy(handle, digest));
    }

    /** {@return whether anything may be written to Microsoft Graph} */
    public MasterSwitch masterSwitch() {
        return new JdbcMasterSwitch(jdbi);
    }

    /** {@return who is to be put out of teams, and who may be} */
    public Departures departures(Brake brake) {
        return new JdbcDepartures(jdbi, brake);
    }

    /** {@return which existing teams serve whom} */
    public Mappings mappings(InstantSource clock) {
        return new JdbcMappings(jdbi, clock);
    }

    /** {@return removals that wait for approval} */
    public Holds holds(InstantSource clock) {
        return new JdbcHolds(jdbi, clock);
    }

    /** {@return all stores at a glance} */
    public TeamSurvey teamSurvey() {
        return new JdbcTeamSurvey(jdbi);
    }

    /** {@return what the directory said of people} */
    public People people() {
        return new JdbcPeople(jdbi);
    }

    /** {@return what the console shows of stores} */
    public StoreViews storeViews() {
        return new JdbcStoreViews(jdbi);
    }

    /** {@return what the console shows of tasks} */
    public TaskViews taskViews() {
        return new JdbcTaskViews(jdbi);
    }

    /** {@return what the pages of the console ask for besides} */
    public ConsoleTables consoleTables() {
        return new ConsoleTables(jdbi);
    }

    /** {@return whether the database answers; when it is away this takes some seconds} */
    public boolean answers() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException down) {
            return false;
        }
    }

    /** Counts the rows of all tables, so that questions are planned for what is there; PostgreSQL does it within a minute by itself. */
    public void analyze() {
        jdbi.useHandle(handle -> handle.execute("analyze"));
    }

    @Override
    public void close() {
        source.close();
    }
}
