package io.tandem;

import static io.tandem.WebhookSiegeIT.DEADLINE;
import static io.tandem.WebhookSiegeIT.HONEST;
import static io.tandem.WebhookSiegeIT.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** More strangers than there is room for, at the public port of a Tandem that has little memory and is very patient. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Landscape.Provider.class)
class WebhookCrowdIT {
    private static final int GREEDY = 300;
    private static final int CROWD = 700;
    private static final String ALMOST = "x".repeat(900_000);

    private final LandscapeSite site;
    private final WebhookPoster poster = WebhookPoster.somewhere();
    private LandscapeProcess tandem;

    WebhookCrowdIT(Landscape landscape) {
        this.site = landscape.site("crowd" + GraphFaultsCast.nextStore(), "fast");
    }

    @BeforeAll
    void start() {
        tandem =
                site.startProcess(poster.settings(Map.of("tandem.enabled", "false", "tandem.webhook.patience", "10m")));
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            tandem.requireAlive();
            return poster.post("/graph/notifications", HONEST).status() == 202;
        });
    }

    @AfterAll
    void end() {
        tandem.close();
    }

    /** Together they send more than there is memory. */
    @Test
    void whoSendAlmostAWholePostFillNoMemoryAndOthersAreAnsweredMeanwhile() {
        long before = tandem.heap();
        List<RawSender> greedy = new ArrayList<>();
        try (RawSender honest = honest()) {
            for (int i = 0; i < GREEDY; i++) {
                RawSender sender = RawSender.to(poster.port());
                greedy.add(sender);
                sender.send(RawSender.head("Content-Length: 1000000"));
                sender.send(ALMOST);
                if (i % 20 == 0) {
                    answersInTime(honest);
                }
            }

            assertThat(tandem.heap() - before).as("growth of the heap").isLessThan(90_000_000);
            answersInTime(honest);
        }
        greedy.forEach(RawSender::close);
    }

    @Test
    void whoFillThePortTakeNoConnectionFromWhoeverBroughtAPost() {
        try (RawSender honest = honest()) {
            List<RawSender> crowd = Stream.generate(() -> RawSender.to(poster.port()))
                    .limit(CROWD)
                    .toList();

            answersInTime(honest);
            assertThat(crowd.getFirst().isClosedWithin(DEADLINE)).isTrue();
            assertThat(crowd.getLast().isClosedWithin(Duration.ofMillis(100))).isFalse();
            crowd.forEach(RawSender::close);
        }
    }

    private RawSender honest() {
        RawSender honest = RawSender.to(poster.port());
        assertThat(WebhookSiegeIT.send(honest, HONEST, JSON)).isEqualTo(202);
        return honest;
    }

    /** Both whoever is there and whoever comes. */
    private void answersInTime(RawSender honest) {
        assertThat(WebhookSiegeIT.took(() -> WebhookSiegeIT.send(honest, HONEST, JSON)))
                .isLessThan(DEADLINE);
        try (RawSender newcomer = RawSender.to(poster.port())) {
            assertThat(WebhookSiegeIT.took(() -> WebhookSiegeIT.send(newcomer, HONEST, JSON)))
                    .isLessThan(DEADLINE);
        }
    }
}
