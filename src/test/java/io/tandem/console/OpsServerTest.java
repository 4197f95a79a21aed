package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsServerTest {
    private static final int MORE_THAN_THREADS = 8;

    private final TestOps ops = TestOps.start();

    @AfterEach
    void close() {
        ops.goOn();
        ops.close();
    }

    @Test
    void saysThatItIsReadyAndHowItFaresWhileAllItsThreadsAreBusy() {
        ops.stall();
        CompletableFuture<?>[] slow = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> ops.get("/api/stores", TestOps.VIEWER),
                        task -> Thread.ofVirtual().start(task)))
                .limit(MORE_THAN_THREADS)
                .toArray(CompletableFuture[]::new);
        await().atMost(Duration.ofSeconds(10)).until(() -> ops.asking() == 4);

        CompletableFuture<HttpResponse<String>> ready = CompletableFuture.supplyAsync(() -> ops.get("/health/ready"));
        CompletableFuture<HttpResponse<String>> metrics =
                CompletableFuture.supplyAsync(() -> ops.get("/metrics", TestOps.VIEWER));

        assertThat(ready.orTimeout(10, TimeUnit.SECONDS).join().statusCode()).isEqualTo(200);
        assertThat(metrics.orTimeout(10, TimeUnit.SECONDS).join().body()).isEqualTo("up 1.0\n");
        assertThat(CompletableFuture.allOf(slow)).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/dead-letters?text=%00", "/api/stores/%00", "/api/tasks?store=%00"})
    void knowsNoCharacterThatNoTextHas(String path) {
        HttpResponse<String> answer = ops.get(path, TestOps.OPERATOR);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("%00 in an address stands for nothing");
    }

    @Test
    void letsNobodyGuessLetterByLetterWhatIsMasked() {
        assertThat(ops.get("/api/dead-letters?text=zoe", TestOps.OPERATOR).statusCode())
                .isEqualTo(200);
        for (String path : new String[] {"/api/dead-letters?text=zoe", "/api/dead-letters/groups?text=zoe"}) {
            HttpResponse<String> answer = ops.get(path, TestOps.VIEWER);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("takes the role operator");
        }
    }
}
