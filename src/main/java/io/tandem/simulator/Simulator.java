package io.tandem.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import javax.net.ssl.X509KeyManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running stand-in for Microsoft Graph and its token endpoint: one HTTPS port on the loopback addresses. Clients must trust
 * {@link #caFile()}. The state is kept under the data folder and survives a kill of the process. Subscribers are notified at HTTPS
 * URLs; at a loopback address HTTP will do too, which Microsoft would refuse, so that a developer needs no certificate.
 */
public final class Simulator implements AutoCloseable {
    /** Domain name of the tenant, usable wherever a tenant is asked for. */
    public static final String TENANT = "contoso.example";

    /** Id of the tenant, usable like its name. */
    public static final String TENANT_ID = "00000000-0000-4000-8000-000000c0ffee";

    /** The only application that gets tokens. */
    public static final String CLIENT_ID = "00000000-0000-4000-8000-00000000c0de";

    /** Its secret, unless another is given. */
    public static final String CLIENT_SECRET = "simulator";

    /** The one it had before, which has expired. */
    public static final String EXPIRED_CLIENT_SECRET = "simulator-last-year";

    private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
    private static final int MAX_BODY = 4 << 20;
    private static final int MAX_STREAMS = 1000;

    private final Vertx vertx;
    private final Ledger ledger;
    private final Path caFile;
    private final int port;

    private Simulator(Vertx vertx, Ledger ledger, Path caFile, int port) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.caFile = caFile;
        this.port = port;
    }

    /**
     * Starts a simulator; it serves when this returns.
     *
     * @throws SimulatorException one sentence when the port is taken, the state is damaged or the directory file has a bad line
     */
    public static Simulator start(SimulatorSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    static Simulator start(SimulatorSettings settings, Clock clock) {
        Identity identity = Identity.open(settings.data(), clock);
        Ledger ledger = Ledger.open(settings.data(), clock);
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        boolean started = false;
        try {
            loadPeople(settings, ledger);
            Router router = router(vertx, settings, ledger, new Wiring(identity, clock));
            int port = listen(vertx, router, identity, settings.port());
            started = true;
            LOG.debug(
                    "The Graph simulator is ready: port={} users={}",
                    port,
                    ledger.tenant().people().all().size());
            return new Simulator(vertx, ledger, Identity.caFile(settings.data()), port);
        } catch (GeneralSecurityException e) {
            throw new SimulatorException("The simulator cannot use its keys: " + e.getMessage(), e);
        } finally {
            if (!started) {
                close(vertx, ledger);
            }
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** {@code https://localhost:port}, to be used as Graph base (with {@code /v1.0} or {@code /beta}) and as authority host. */
    public URI baseUri() {
        return URI.create("https://localhost:" + port);
    }

    /** PEM file with the certificate authority that clients must trust. */
    public Path caFile() {
        return caFile;
    }

    /** Stops serving; connections that wait for an answer are closed. */
    @Override
    public void close() {
        close(vertx, ledger);
    }

    private record Wiring(Identity identity, Clock clock) {}

    private static Router router(Vertx vertx, SimulatorSettings settings, Ledger ledger, Wiring wiring)
            throws GeneralSecurityException {
        Random random = new Random(settings.seed());
        Switches switches = new Switches(settings.profile());
        World world = new World(ledger, switches, random);
        SigningKey key = new SigningKey("simulator-1", wiring.identity().tokenKey());
        AccessTokens tokens = new AccessTokens(key);
        Notifications notifications = Notifications.start(vertx, wiring.clock(), world, key);
        Ceilings ceilings = new Ceilings(switches, random);
        RequestLog log = new RequestLog();
        Faults faults = new Faults(random);
        HttpFront.Parts parts = new HttpFront.Parts(
                new GraphApi(tokens, ceilings, new Delegation(world), resources(world, notifications))
                        .withBatches(new Batch.Surroundings(log, faults, random)),
                new TokenEndpoint(tokens, world, notifications.discovery(), settings.clientSecret()),
                faults,
                log,
                world);
        Runnable reset = () -> {
            ledger.clear();
            notifications.clear();
            ceilings.clear();
            switches.reset();
            faults.clear();
            log.clear();
            loadPeople(settings, ledger);
        };
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        notifications.addTo(router);
        new Admin(wiring.clock(), parts, reset).addTo(router);
        router.route().handler(new HttpFront(vertx, wiring.clock(), parts)::serve);
        return router;
    }

    private static List<Routes.Resource> resources(World world, Notifications notifications) {
        Roster roster = new Roster(world);
        OrderHint hints = new OrderHint();
        return List.of(
                new UserResources(world),
                new GroupResources(world),
                new GroupRelations(world),
                new DeletedItems(world),
                new TeamCreation(world, roster),
                new TeamResources(world),
                new TeamParts(world),
                new MemberResources(world, roster),
                new BulkMembers(world, roster),
                new PlannerPlans(world),
                new PlannerBuckets(world, hints),
                new PlannerTasks(world, hints),
                new PlannerHistoryItems(world),
                new PlannerDelta(world),
                notifications.subscriptions());
    }

    private static void loadPeople(SimulatorSettings settings, Ledger ledger) {
        Path directory = settings.directory();
        if (directory != null) {
            new DirectoryFile(directory, ledger).load();
        }
    }

    /** Both loopback addresses, since a client may resolve localhost to either; a machine without IPv6 has one. */
    private static int listen(Vertx vertx, Router router, Identity identity, int port) throws GeneralSecurityException {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setCompressionSupported(true)
                .setInitialSettings(new Http2Settings().setMaxConcurrentStreams(MAX_STREAMS))
                .setKeyCertOptions(KeyCertOptions.wrap(
                        (X509KeyManager) identity.serverKeys().getKeyManagers()[0]));
        int bound = await(vertx.createHttpServer(options).requestHandler(router).listen(port, "127.0.0.1"), port)
                .actualPort();
        vertx.createHttpServer(options)
                .requestHandler(router)
                .listen(bound, "::1")
                .onFailure(e -> LOG.debug("The simulator listens on IPv4 only: {}", e.getMessage()));
        return bound;
    }

    private static HttpServer await(Future<HttpServer> future, int port) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new SimulatorException(
                    "The Graph simulator cannot listen on port " + port + ": "
                            + (e.getCause() instanceof BindException ? "the port is taken" : e.getCause()),
                    e);
        }
    }

    private static void close(Vertx vertx, Ledger ledger) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        ledger.close();
    }
}
