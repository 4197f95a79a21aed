package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ten thousand dead letters: how fast they are found, and how evenly they are sent. */
@Isolated("measures times")
class DeadLetterLoadIT {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterLoadIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration FAST = Duration.ofMillis(300);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LETTERS = 10_000;
    private static final Sandbox SANDBOX = SeededLetters.sandbox();
    private static final RunningTandem TANDEM = RunningTandem.in(SANDBOX);

    @BeforeAll
    static void seed() {
        SeededLetters.write(SANDBOX, LETTERS);
        await().atMost(PATIENCE)
                .until(() -> get("/api/dead-letters?limit=1").path("total").asInt() == LETTERS);
    }

    @AfterAll
    static void close() {
        TANDEM.close();
    }

    @Test
    void listsGroupsAndFindsWithinThreeHundredMilliseconds() {
        for (String question : List.of(
                "?limit=50",
                "?limit=1000",
                "?cause=write-back-refused&limit=200",
                "?store=004321",
                "?key=store/004321",
                "?type=store.opened&state=open&limit=200",
                "?text=letter%209876%20of",
                "?from=2026-01-01T00:00:00Z&to=2036-01-01T00:00:00Z",
                "/groups?by=cause",
                "/groups?by=key",
                "/groups?by=type&state=open",
                "/0-4321")) {
            Duration slow = slowestOfTen("/api/dead-letters" + question);

            LOG.warn("Asked for dead letters question={} slowestOfTen={}ms", question, slow.toMillis());
            assertThat(slow).as(question).isLessThan(FAST);
        }
        assertThat(get("/api/dead-letters/groups?by=cause").path("value")).hasSameSizeAs(SeededLetters.CAUSES);
    }

    private static Duration slowestOfTen(String path) {
        for (int warm = 0; warm < 5; warm++) {
            get(path);
        }
        return LongStream.range(0, 10)
                .map(time -> {
                    long begun = System.nanoTime();
                    get(path);
                    return System.nanoTime() - begun;
                })
                .mapToObj(Duration::ofNanos)
                .max(Duration::compareTo)
                .orElseThrow();
    }

    @Test
    void sendsAtTheRateThatIsAskedFor() {
        long number = begin("{\"filter\": {\"cause\": \"invalid\"}, \"rate\": 200}");
        await().atMost(PATIENCE).until(() -> state(number).equals("done"));

        List<Long> sent = times("invalid");
        double seconds = (sent.getLast() - sent.getFirst()) / 1000.0;
        double rate = (sent.size() - 1) / seconds;
        long most = sent.stream()
                .mapToLong(begin -> sent.stream()
                        .filter(at -> at >= begin && at < begin + 1000)
                        .count())
                .max()
                .orElseThrow();
        LOG.warn("Replayed letters={} seconds={} rate={} mostInASecond={}", sent.size(), seconds, rate, most);
        assertThat(sent).hasSize(SeededLetters.count(LETTERS, "invalid"));
        assertThat(rate).isBetween(190.0, 210.0);
        assertThat(most).isLessThanOrEqualTo(210);
    }

    @Test
    void stopsAtOnceWhenSomebodyCancels() {
        long number = begin("{\"filter\": {\"cause\": \"unknown-type\"}, \"rate\": 200}");
        await().atMost(PATIENCE).until(() -> times("unknown-type").size() > 150);

        HttpResponse<String> answer = post("/api/dead-letters/replays/" + number + "/cancel", "{}");
        int then = times("unknown-type").size();

        assertThat(answer.statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> get("/api/dead-letters?cause=unknown-type&state=replaying")
                                .path("total")
                                .asInt()
                        == 0);
        int sent = times("unknown-type").size();
        assertThat(sent - then).as("sent after it was canceled").isLessThan(250);
        JsonNode replay = get("/api/dead-letters/replays/" + number);
        assertThat(replay.path("state").asText()).isEqualTo("canceled");
        assertThat(replay.path("replayed").asInt()).isEqualTo(sent);
        assertThat(get("/api/dead-letters?cause=unknown-type&state=open")
                        .path("total")
                        .asInt())
                .isEqualTo(SeededLetters.count(LETTERS, "unknown-type") - sent);
        assertThat(post("/api/dead-letters/replays/" + number + "/cancel", "{}").statusCode())
                .isEqualTo(409);
        LOG.warn("Canceled a replay sentBefore={} sentAfter={}", then, sent - then);
    }

    @Test
    void countsInADryRunWhatWouldComeOfThousands() {
        int letters = SeededLetters.count(LETTERS, "unreadable");
        JsonNode dry =
                json(post("/api/dead-letters/replay", "{\"filter\": {\"cause\": \"unreadable\"}, \"dryRun\": true}"));

        assertThat(dry.path("letters").asInt()).isEqualTo(letters);
        assertThat(dry.path("outcomes").path("applied").asInt()).isEqualTo(letters);
        assertThat(dry.path("keysDue").asInt()).isGreaterThanOrEqualTo(letters);
        assertThat(dry.path("value")).hasSize(20);
        assertThat(get("/api/dead-letters?cause=unreadable&state=open")
                        .path("total")
                        .asInt())
                .isEqualTo(letters);
    }

    /** When Kafka got those letters, by the clock of who sent them. */
    private static List<Long> times(String cause) {
        List<Long> times = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : SeededLetters.records(SANDBOX)) {
            if (SeededLetters.cause(Integer.parseInt(record.key().replace("store/", "")))
                    .equals(cause)) {
                times.add(record.timestamp());
            }
        }
        times.sort(Long::compare);
        return times;
    }

    private static String state(long number) {
        return get("/api/dead-letters/replays/" + number).path("state").asText();
    }

    private static long begin(String order) {
        HttpResponse<String> answer = post("/api/dead-letters/replay", order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).path("number").asLong();
    }

    private static JsonNode get(String path) {
        HttpResponse<String> answer = TANDEM.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static HttpResponse<String> post(String path, String body) {
        return TANDEM.send(TANDEM.request(path)
                .header("Authorization", "Bearer " + Sandbox.TOKEN)
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException(answer.body(), noJson);
        }
    }
}
