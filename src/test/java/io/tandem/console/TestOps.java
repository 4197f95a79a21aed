package io.tandem.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tandem.console.StoreViews.Detail;
import io.tandem.console.StoreViews.Person;
import io.tandem.console.TaskViews.Page;
import io.tandem.console.TaskViews.StoreTasksView;
import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.ReplayBook;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskField;
import io.tandem.simulator.TestClock;
import io.tandem.tasks.LedgerEntry;
import io.tandem.tasks.Rollup;
import io.tandem.teams.Brake;
import io.tandem.teams.People;
import io.tandem.teams.TeamPolicy;
import io.tandem.teams.TeamSurvey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A started ops side that shows one store, at a time that stands until it is moved, with what it logs. */
final class TestOps implements AutoCloseable {
    private static final int TURNS = 1_000_000;
    static final String OPERATOR = "operator-token-0123456789";
    static final String VIEWER = "viewer-token-0123456789";
    static final String ZOE = "5f0c1a52-8d3e-4b8f-9a51-0c9d2f1e7a10";
    static final String TEAM = "0e9a7c11-2222-4333-8444-555555555555";
    static final OpsAccess ACCESS = new OpsAccess(
            List.of(
                    AccessToken.of("ci", Caller.Role.OPERATOR, OPERATOR),
                    AccessToken.of("wallboard", Caller.Role.VIEWER, VIEWER)),
            null,
            Set.of(),
            false);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tandem.console");
    private final TestClock time = new TestClock();
    private final OneStore store = new OneStore(new AtomicInteger(), new Semaphore(TURNS));
    private final OpsServer server;

    private TestOps(String host, OpsAccess access) {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        server = OpsServer.start(
                new OpsServer.Settings(host, 0, access),
                new OpsServer.Views(store, new OneTask(), unused(Holds.class), letters()),
                new Calm(),
                time);
    }

    private static LetterDesk letters() {
        Plans plans = new Plans(
                new Plans.Sources(
                        unused(TeamSurvey.class), unused(People.class), TeamPolicy.defaults(), Brake.defaults()),
                Clock.systemUTC());
        return new LetterDesk(
                noLetters(),
                unused(ReplayBook.class),
                unused(Activity.class),
                new Foresight(unused(Rehearsal.class), plans, "commerce.events", Clock.systemUTC()),
                Set.of(),
                () -> 0);
    }

    /** Whoever asks for letters finds none. */
    private static DeadLetterBook noLetters() {
        return (DeadLetterBook) Proxy.newProxyInstance(
                DeadLetterBook.class.getClassLoader(),
                new Class<?>[] {DeadLetterBook.class},
                (self, method, values) -> switch (method.getName()) {
                    case "page" -> new DeadLetterBook.Page(List.of(), 0, null);
                    case "groups" -> List.of();
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    /** What these tests never ask. */
    private static <T> T unused(Class<T> port) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, values) -> {
                    throw new UnsupportedOperationException(method.toString());
                }));
    }

    static TestOps start() {
        return start(ACCESS);
    }

    static TestOps start(OpsAccess access) {
        return new TestOps("127.0.0.1", access);
    }

    static TestOps startAt(String host, OpsAccess access) {
        return new TestOps(host, access);
    }

    static OpsAccess with(@Nullable TokenIssuer issuer, Set<String> hosts, boolean behindProxy) {
        return new OpsAccess(ACCESS.tokens(), issuer, hosts, behindProxy);
    }

    /** From now on nobody who asks for stores is answered until {@link #goOn}. */
    void stall() {
        store.turns().drainPermits();
    }

    void goOn() {
        store.turns().release(TURNS);
    }

    /** {@return how many ask for stores just now} */
    int asking() {
        return store.asking().get();
    }

    /** What a signed-in browser has. */
    record Browser(String cookie, String csrf) {}

    TestClock time() {
        return time;
    }

    int port() {
        return server.port();
    }

    String log() {
        return List.copyOf(log.list).stream()
                .map(line -> line.getFormattedMessage()
                        + (line.getThrowableProxy() == null
                                ? ""
                                : line.getThrowableProxy().getMessage()))
                .collect(Collectors.joining("\n"));
    }

    HttpResponse<String> get(String path, String token) {
        return send("GET", path, request -> request.header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, UnaryOperator.identity());
    }

    HttpResponse<String> send(String method, String path, UnaryOperator<HttpRequest.Builder> with) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, BodyPublishers.noBody());
        return send(with.apply(request));
    }

    HttpResponse<String> form(String path, Map<String, String> fields, UnaryOperator<HttpRequest.Builder> with) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                "POST",
                path,
                request -> with.apply(request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))));
    }

    HttpResponse<String> signIn(String token) {
        return form("/sign-in", Map.of("token", token), UnaryOperator.identity());
    }

    Browser browser(String token) {
        String cookie = signIn(token).headers().firstValue("set-cookie").orElseThrow();
        String pair = cookie.substring(0, cookie.indexOf(';'));
        String session = send("GET", "/api/session", request -> request.header("Cookie", pair))
                .body();
        return new Browser(pair, session.replaceFirst(".*\"csrf\":\"([0-9a-f]+)\".*", "$1"));
    }

    /** {@return the status line of the answer to a request whose head is given as it is} */
    String raw(String... lines) {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            String head = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    /** Store 000018, with words on people wherever there may be some. */
    private record OneStore(AtomicInteger asking, Semaphore turns) implements StoreViews {
        private static final Row ROW = new Row(
                "000018",
                "Denver",
                "usrt",
                "Denver",
                "US",
                "failed",
                "make owner: user " + ZOE + ": refused",
                TEAM,
                1,
                0,
                7,
                2,
                null);

        @Override
        public Map<String, Long> counts() {
            return Map.of("total", 1L);
        }

        @Override
        public List<Row> stores() {
            asking.incrementAndGet();
            turns.acquireUninterruptibly();
            turns.release();
            asking.decrementAndGet();
            return List.of(ROW);
        }

        @Override
        public Optional<Detail> store(StoreNumber number) {
            return Optional.of(new Detail(
                    ROW,
                    List.of(
                            "user " + ZOE + " was added in Teams by hand and is left there",
                            "worker 000205 has no Teams licence; assign one",
                            "team " + TEAM + " was deleted in Teams"),
                    List.of(new Person(ZOE, "owner", true, null, null, null))));
        }
    }

    /** One task of store 000018. */
    private record OneTask() implements TaskViews {
        @Override
        public Map<String, Long> counts() {
            return Map.of("open", 1L);
        }

        @Override
        public Page page(Wanted wanted) {
            return new Page(
                    List.of(new Row(
                            "000018",
                            "Denver",
                            "West",
                            "t1",
                            "p1",
                            "Dress the windows",
                            "Holiday",
                            "NotStarted",
                            null,
                            List.of("000205"),
                            false,
                            List.of(new Conflict(
                                    TaskField.ASSIGNEES,
                                    LedgerEntry.Reason.COMMERCE_OWNS,
                                    "The list of assignees was set to \"" + ZOE
                                            + "\" in Planner, zoe@contoso.example.")))),
                    null);
        }

        @Override
        public SortedMap<String, Rollup> rollup(Rollup.By by) {
            return Collections.emptySortedMap();
        }

        @Override
        public Optional<StoreTasksView> store(StoreNumber number) {
            return Optional.of(new StoreTasksView(
                    "plan",
                    "failed",
                    "zoe@contoso.example refused",
                    List.of("worker 000205 has tasks but no usable Entra account"),
                    3,
                    null));
        }
    }

    /** All is well. */
    private record Calm() implements Pulse {
        @Override
        public Map<String, Long> lag() {
            return Map.of();
        }

        @Override
        public Map<String, String> troubles() {
            return Map.of();
        }

        @Override
        public String metrics() {
            return "up 1.0\n";
        }
    }
}
