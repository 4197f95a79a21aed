package io.tandem;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tandem.component.graph.MicrosoftGraphComponent;
import io.tandem.console.Holds;
import io.tandem.console.OpsServer;
import io.tandem.console.Pulse;
import io.tandem.console.StoreViews;
import io.tandem.console.TaskViews;
import io.tandem.jdbc.Database;
import io.tandem.model.Key;
import io.tandem.route.Canary;
import io.tandem.route.DriftSweep;
import io.tandem.route.Housekeeping;
import io.tandem.route.Intake;
import io.tandem.route.OwnWords;
import io.tandem.route.PeopleLookup;
import io.tandem.route.PlannerPace;
import io.tandem.route.StoreTeams;
import io.tandem.route.Subscriptions;
import io.tandem.route.TaskSync;
import io.tandem.route.TeamSync;
import io.tandem.route.Updates;
import io.tandem.route.WriteBack;
import io.tandem.teams.People;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tandem, running: the beans that the routes name, Camel with the routes, the work loop and the ops listener.
 *
 * <p>It starts from the database upwards and ends the other way round; an end waits for the work under way.
 */
public final class Tandem implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tandem.class);
    private static final Duration LOOK_AT_HOLDS = Duration.ofSeconds(5);

    private final Settings settings;
    private final Clock clock;
    private final Deque<AutoCloseable> running;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Main camel = new Main(Tandem.class);
    private final Database database;
    private final TraceExport traces;
    private final RouteCalls calls;
    private final Pulsometer pulse;
    private final LetterParts letters;
    private @Nullable OpsServer ops;
    private @Nullable Subscriptions keeper;

    private Tandem(Settings settings, Clock clock, Deque<AutoCloseable> running) {
        this.settings = settings;
        this.clock = clock;
        this.running = running;
        running.push(meters::close);
        Admin admin = started(KafkaDoor.open(settings));
        this.database = started(Database.open(
                settings.text("tandem.database.url"),
                settings.text("tandem.database.user"),
                settings.text("tandem.database.password")));
        this.traces = started(TraceExport.of(settings, database.keyTraces()));
        this.calls = new RouteCalls(traces.traces());
        this.letters = new LetterParts(settings, database, clock);
        this.pulse =
                new Pulsometer(settings, admin, database::answers, new RouteHealth(camel, settings)::trouble, meters);
    }

    /**
     * Starts Tandem and returns when it is ready.
     *
     * @param routes folder of route files instead of the product's own, null = those
     * @throws ConfigurationException when the configuration or what it names does not allow to start
     */
    public static Tandem start(Settings settings, @Nullable Path routes) {
        return start(settings, routes, Clock.systemUTC());
    }

    /** The same at another time, for tests of effective dates. */
    @SuppressWarnings("IllegalCatch") // Camel declares Exception; whatever it is, what did start must end
    static Tandem start(Settings settings, @Nullable Path routes, Clock clock) {
        settings.check();
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            Tandem tandem = new Tandem(settings, clock, running);
            tandem.open(routes);
            return tandem;
        } catch (Exception failed) {
            end(running);
            throw failed instanceof RuntimeException sentence
                    ? sentence
                    : new ConfigurationException("Tandem cannot start: " + failed.getMessage(), failed);
        }
    }

    private void open(@Nullable Path routes) throws Exception {
        Gauges gauges = new Gauges(database.headcount(), pulse, meters, clock);
        gauges.bind(pulse.topics());
        WorkLoops work = new WorkLoops(
                settings,
                database,
                new WorkLoops.Ways(calls::putAside, calls::workOn, gauges::settled, this::isEnabled),
                clock);
        ConsoleSources sources =
                new ConsoleSources(settings, database, new DoctorParts(settings, pulse, calls::askGraph, clock), clock);
        OpsServer.Views views = sources.views(
                        new OpsServer.Views(database.storeViews(), tasks(), holds(), letters.desk()), work::wake)
                .with(sources.mappings(request -> calls.askGraph(request).join(), work::wake));
        ops = started(OpsServer.start(new OpsSettings(settings).server(), views, pulse, clock));
        database.planTeamsBy(settings.teamPolicy().digest());
        bind(work);
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.setOverrideProperties(new CamelSettings(settings).properties(routes));
        running.push(camel::stop);
        camel.init();
        traces.listenTo(camel.getCamelContext());
        calls.through(camel.getCamelTemplate());
        camel.start();
        if (camel.getCamelContext().getRoutesSize() == 0) {
            throw new ConfigurationException(
                    "there is no *.camel.yaml in " + routes + "; name a folder of routes", null);
        }
        if (keeper != null) {
            started(keeper);
        }
        started(work).start();
    }

    private <T extends AutoCloseable> T started(T part) {
        running.push(part);
        return part;
    }

    /** {@return what the ops side shows of stores} */
    public StoreViews stores() {
        return database.storeViews();
    }

    /** {@return what the ops side shows of tasks} */
    public TaskViews tasks() {
        return new TaskSettings(settings).isOn() ? database.taskViews() : TaskViews.none();
    }

    /** {@return removals that wait for approval} */
    Holds holds() {
        return database.holds(clock);
    }

    /** {@return what it tells of itself} */
    public Pulse pulse() {
        return pulse;
    }

    /** {@return the counters} */
    public MeterRegistry meters() {
        return meters;
    }

    /** {@return the port of the ops listener} */
    public int opsPort() {
        return listener().port();
    }

    /** {@return the paths that the ops listener answers {@code GET} at, with names for what varies} */
    public List<String> opsPaths() {
        return listener().paths();
    }

    private OpsServer listener() {
        return Objects.requireNonNull(ops, "Tandem is not started");
    }

    private void bind(WorkLoops work) {
        Duration lease = settings.duration("tandem.work.lease");
        TeamPolicy policy = settings.teamPolicy();
        People people = database.people();
        boolean planEvery = new TaskSettings(settings).plans() == TaskSettings.Plans.EVERY_TEAM;
        TeamState teams = database.teamState(clock, lease, planEvery);
        if (planEvery) {
            database.planEveryTeam();
        }
        camel.bind(
                "intake",
                new Intake(
                                database.commerceState(),
                                new OwnWords(HqConnection.actors(settings), database.currentState()),
                                work::wake,
                                meters,
                                clock)
                        .following(traces.traces()));
        camel.bind("updates", new Updates(database.outbox(), database.duties(), clock, traces.traces()));
        camel.bind("housekeeping", new Housekeeping(database.leftovers(), database.duties(), settings.retention()));
        camel.bind(
                "driftSweep",
                new DriftSweep(
                        database.sweeps(clock),
                        new EnabledDuties(database.duties(), this::isEnabled),
                        new LifeSettings(settings).drift(),
                        work::wake,
                        clock));
        letters.bind(camel, work::wake);
        camel.bind("peopleLookup", new PeopleLookup(people, calls::callGraph, policy.pace(), clock));
        camel.bind(
                "teamSync",
                new TeamSync(
                        new TeamSync.Parts(teams, people, database.departures(settings.brake())),
                        work.settlement(Key.STORE),
                        policy,
                        meters));
        bindTasks(work, new StoreTeams(teams, people));
        bindPeers(teams, work::wake);
    }

    private void bindPeers(TeamState teams, Runnable wake) {
        HqConnection hq = new HqConnection(settings);
        WriteBack writeBack = new WriteBack(hq.login(), database.currentState(), meters, clock);
        camel.bind("writeBack", writeBack);
        pulse.ask(writeBack::warnings);
        pulse.ask(hq::warnings);
        Recent<Map<String, String>> overdue =
                new Recent<>(() -> Holds.overdue(holds().holds(), clock.instant()), LOOK_AT_HOLDS);
        pulse.ask(() -> overdue.value().orElse(Map.of()));
        camel.bind("hq-trust", hq.trust());
        GraphReach reach = new GraphReach(clock);
        pulse.ask(reach::warnings);
        MicrosoftGraphComponent graph = GraphAccess.component(settings, new GraphMeter(meters, reach, this::isEnabled));
        camel.bind("microsoft-graph", graph);
        if (new WebhookSettings(settings).isConfigured()) {
            bindWebhook(graph, teams, wake);
        }
    }

    private void bindTasks(WorkLoops work, StoreTeams teams) {
        camel.bind(
                "taskSync",
                new TaskSync(
                        database.taskState(clock, settings.duration("tandem.work.lease")),
                        teams,
                        work.settlement(Key.TASKS),
                        new TaskSettings(settings).policy(),
                        meters));
        camel.bind("plannerPace", new PlannerPace(meters, clock));
    }

    private void bindWebhook(MicrosoftGraphComponent graph, TeamState teams, Runnable wake) {
        WebhookSettings webhook = new WebhookSettings(settings);
        Canary canary = new Canary(webhook.canary(), calls::askGraph, database.canaries(), clock, meters);
        Subscriptions.Parts parts = new Subscriptions.Parts(
                database.subscriptions(), canary, new EnabledDuties(database.duties(), this::isEnabled), teams, wake);
        Subscriptions subscriptions = new NotificationParts(webhook, parts, calls::askGraph, meters, clock)
                .bind(camel, graph, traces.traces());
        pulse.ask(subscriptions::warnings);
        keeper = subscriptions;
        camel.bind("platform-http-engine", started(WebhookServer.at(settings, meters)));
    }

    /** Asked each time, so that whoever switches it off has switched off everything. */
    private boolean isEnabled() {
        return settings.flag("tandem.enabled") && database.masterSwitch().isOn();
    }

    /** Ends what was started, last one first; whatever one part does, the others end too. */
    @Override
    public void close() {
        end(running);
    }

    @SuppressWarnings("IllegalCatch") // AutoCloseable declares Exception
    private static void end(Deque<AutoCloseable> running) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception trouble) {
                LOG.warn("A part did not end in order reason={}", trouble.getMessage());
            }
        }
    }
}
