package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tandem.WebhookPoster.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers do at the public port of a Tandem that has little memory. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Landscape.Provider.class)
class WebhookSiegeIT {
    /** What Microsoft Graph waits for an answer (graph-contract 9.5). */
    static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration CUT = PATIENCE.multipliedBy(3);
    private static final int SILENT = 300;
    private static final int SLOW = 40;
    private static final int CROWD = 20;

    /** What a stranger writes; nobody may find it in the log. */
    private static final String MARK = "stranger";

    static final String HONEST = WebhookPoster.collection(WebhookPoster.change("s", "teams('x')"));
    private static final String WRONG = HONEST.replace(WebhookPoster.CLIENT_STATE, MARK + " guesses");
    private static final String MEGABYTE = (MARK + " ").repeat(1_000_000 / 9);
    static final String JSON = "application/json";

    private final LandscapeSite site;
    private final WebhookPoster poster = WebhookPoster.somewhere();
    private LandscapeProcess tandem;

    WebhookSiegeIT(Landscape landscape) {
        this.site = landscape.site("siege" + GraphFaultsCast.nextStore(), "fast");
    }

    @BeforeAll
    void start() {
        tandem = site.startProcess(poster.settings(
                Map.of("tandem.enabled", "false", "tandem.webhook.patience", PATIENCE.toSeconds() + "s")));
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            tandem.requireAlive();
            return poster.post("/graph/notifications", HONEST).status() == 202;
        });
    }

    @AfterAll
    void end() {
        tandem.close();
    }

    @Test
    void whoeverIsSilentOrSlowIsCutOffAndOthersAreAnsweredMeanwhile() {
        List<RawSender> silent = connections(SILENT);
        List<RawSender> slow = connections(SLOW);
        IntStream.range(0, SLOW)
                .forEach(i -> slow.get(i)
                        .send(
                                i % 2 == 0
                                        ? RawSender.head("Content-Length: 1000")
                                        : "POST /graph/notifications HTTP/1.1\r\nX-" + MARK + ": "));
        try (RawSender honest = RawSender.to(poster.port());
                ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
            var dripping = slow.stream()
                    .map(sender -> drip.scheduleAtFixedRate(() -> drop(sender), 0, 200, TimeUnit.MILLISECONDS))
                    .toList();

            await().atMost(CUT).pollInterval(Duration.ofMillis(100)).until(() -> {
                assertThat(took(() -> send(honest, HONEST, JSON))).isLessThan(DEADLINE);
                assertThat(took(() ->
                                poster.post("/graph/notifications", HONEST).status()))
                        .isLessThan(DEADLINE);
                return dripping.stream().allMatch(each -> each.isDone());
            });
        }
        assertThat(silent).allMatch(sender -> sender.isClosedWithin(PATIENCE));
        Stream.concat(silent.stream(), slow.stream()).forEach(RawSender::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10000000", "Transfer-Encoding: chunked"})
    void aBodyOfTenMegabytesIsRefusedBeforeItIsThere(String length) {
        try (RawSender sender = RawSender.to(poster.port())) {
            sender.send(RawSender.head(length));
            sender.send(length.startsWith("T") ? "110000\r\n" : "");

            sender.send("x".repeat(0x110000));

            assertThat(sender.status()).isEqualTo(413);
            assertThat(sender.isClosedWithin(CUT)).isTrue();
        }
    }

    @Test
    void thousandsOfBadPostsLeaveNothingBehind() throws IOException {
        assault(3);
        long before = tandem.heap();
        String log = Files.readString(tandem.output());

        assault(60);

        assertThat(tandem.heap() - before).as("growth of the heap").isLessThan(20_000_000);
        assertThat(log).doesNotContain(MARK, WebhookPoster.CLIENT_STATE);
        assertThat(Files.readString(tandem.output()).substring(log.length()))
                .as("what is said of them")
                .isEmpty();
        assertThat(took(() -> poster.post("/graph/notifications", HONEST).status()))
                .isLessThan(DEADLINE);
    }

    @Test
    void aSecondTandemSaysThatThePortIsTaken() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> site.start(poster.settings(Map.of())))
                .withMessageContainingAll("port " + poster.port() + " of localhost", "tandem.webhook.port");
    }

    /** Each round has some fifty posts. */
    private void assault(int rounds) {
        for (int round = 0; round < rounds; round++) {
            crowd(i -> WRONG.replace("teams('x')", "teams('" + MARK + i + "')"), 403);
            crowd(i -> WRONG.repeat(i + 2), 400);
            String deep = round % 2 == 0 ? "[".repeat(100_000) : "{\"value\":".repeat(100_000);
            assertThat(poster.post("/graph/notifications", deep).status()).isEqualTo(400);
            assertThat(poster.post("/graph/notifications", MEGABYTE).status()).isEqualTo(400);
            for (String type : List.of(
                    "application/x-www-form-urlencoded",
                    "multipart/form-data; boundary=" + MARK,
                    "multipart/form-data",
                    MARK,
                    "application/json; charset=" + MARK)) {
                try (RawSender sender = RawSender.to(poster.port())) {
                    assertThat(send(sender, WRONG, type)).as(type).isBetween(400, 499);
                }
            }
            if (round % 3 == 0) {
                tenMegabytes(round % 2 == 0);
            }
            hangUp(RawSender.post(WRONG, JSON));
            hangUp(RawSender.post(WRONG, JSON).substring(0, 150));
        }
    }

    private void crowd(IntFunction<String> post, int status) {
        List<CompletableFuture<Answer>> answers = IntStream.range(0, CROWD)
                .mapToObj(i -> poster.postAsync("/graph/notifications", post.apply(i)))
                .toList();
        assertThat(answers).extracting(answer -> answer.join().status()).containsOnly(status);
    }

    private void tenMegabytes(boolean chunked) {
        try (RawSender sender = RawSender.to(poster.port())) {
            String megabyte = chunked ? Integer.toHexString(MEGABYTE.length()) + "\r\n" + MEGABYTE + "\r\n" : MEGABYTE;
            sender.send(RawSender.head(
                    chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + 10 * MEGABYTE.length()));
            IntStream.range(0, 10).takeWhile(i -> sender.send(megabyte)).forEach(i -> {});
            assertThat(sender.status()).isIn(413, 0);
        }
    }

    private void hangUp(String post) {
        try (RawSender sender = RawSender.to(poster.port())) {
            sender.send(post);
        }
    }

    private List<RawSender> connections(int count) {
        return Stream.generate(() -> RawSender.to(poster.port())).limit(count).toList();
    }

    private static void drop(RawSender sender) {
        if (!sender.send("1")) {
            throw new IllegalStateException("cut off");
        }
    }

    static int send(RawSender sender, String body, String type) {
        sender.send(RawSender.post(body, type));
        return sender.status();
    }

    /** How long an honest post takes that must be accepted. */
    static Duration took(IntSupplier post) {
        long begun = System.nanoTime();
        assertThat(post.getAsInt()).isEqualTo(202);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
