package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dead letters through the whole of Tandem, by its REST API. */
@BesideOthers
class DeadLettersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WITHOUT_NAME = Events.store("store.opened", Events.TIME, "000135");
    private static final String MENDED = Events.opened("000135", "San Francisco");

    private final Sandbox sandbox = Sandbox.create(1).with("tandem.dead-letters.replica-lag", "0s");
    private final RunningTandem tandem = RunningTandem.in(sandbox);

    @AfterEach
    void close() {
        tandem.close();
    }

    @Test
    void replaysAMendedEventAndKeepsTheOriginal() {
        publish(WITHOUT_NAME, "trace", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        String id = letter("invalid");
        JsonNode shown = get("/api/dead-letters/" + id);
        assertThat(shown.path("payload").asText()).isEqualTo(WITHOUT_NAME);
        assertThat(shown.path("headers").path("mine").asText()).isEqualTo("yes");
        assertThat(shown.has("exception")).isFalse();
        assertThat(shown.path("letter").path("store").asText()).isEqualTo("000135");
        assertThat(shown.path("letter").path("type").asText()).isEqualTo("io.tandem.commerce.store.opened");
        assertThat(shown.path("letter").path("traceId").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(tandem.get("/api/dead-letters").body()).doesNotContain("storeNumber", "payload");

        JsonNode dry = post(200, "/replay", order(id, true));
        assertThat(dry.at("/value/0/prospect/outcome").asText()).isEqualTo("applied");
        assertThat(dry.at("/value/0/prospect/facts").toString()).contains("store/000135 name");
        assertThat(dry.at("/value/0/prospect/keys").toString()).contains("store/000135");
        assertThat(tandem.counts()).containsEntry("total", 0L);
        assertThat(post(200, "/replay", "{\"ids\": [\"%s\"], \"dryRun\": true}".formatted(id))
                        .at("/value/0/prospect/outcome")
                        .asText())
                .as("unless it is mended")
                .isEqualTo("refused");

        long number = post(202, "/replay", order(id, false)).path("number").asLong();
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == 1);
        await().atMost(PATIENCE).until(() -> state(id).equals("replayed"));

        ConsumerRecord<String, byte[]> sent =
                sandbox.topics().records(sandbox.events()).getLast();
        assertThat(sent.key()).isEqualTo("store/000135");
        assertThat(new String(sent.value(), StandardCharsets.UTF_8)).isEqualTo(MENDED);
        assertThat(TestTopics.header(sent, "tandemreplayof")).isEqualTo(id);
        assertThat(TestTopics.header(sent, "mine")).isEqualTo("yes");
        assertThat(TestTopics.header(sent, "tandem-cause")).isNull();
        shown = get("/api/dead-letters/" + id);
        assertThat(shown.path("payload").asText()).isEqualTo(WITHOUT_NAME);
        assertThat(shown.path("repaired").asText()).isEqualTo(MENDED);
        assertThat(get("/api/dead-letters/replays/" + number).path("replayed").asInt())
                .isEqualTo(1);
        assertThat(get("/api/activity").at("/value/0/what").asText()).isEqualTo("dead-letter.replay");
        assertThat(get("/api/activity").at("/value/0/who").asText()).isEqualTo("token");
        assertThat(tandem.events("applied")).isEqualTo(1);
        post(409, "/replay", "{\"ids\": [\"%s\"]}".formatted(id));
    }

    /** I6: it is what is newest that counts, not what is sent last. */
    @Test
    void anEventOfAMonthAgoChangesNothingNewer() {
        Instant monthAgo = Instant.now().minus(Duration.ofDays(30));
        String old = Events.store("store.opened", monthAgo, "000135", "name", "Old name");
        publish(old.replace("store.opened", "store.exploded"), "trace", "none");
        String id = letter("unknown-type");
        publish(Events.store("store.opened", Instant.now(), "000135", "name", "New name"), "trace", "none");
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == 1);
        String before = facts();
        String order = "{\"ids\": [\"%s\"], \"payload\": %s, \"dryRun\": %s}";
        assertThat(post(200, "/replay", order.formatted(id, old, true))
                        .at("/value/0/prospect/outcome")
                        .asText())
                .isEqualTo("stale");
        assertThat(facts()).isEqualTo(before);

        post(202, "/replay", order.formatted(id, old, false));
        await().atMost(PATIENCE).until(() -> tandem.events("stale") == 1);

        assertThat(facts()).isEqualTo(before);
        assertThat(sandbox.sql("select desired_generation from due_key where key = 'store/000135'"))
                .isEqualTo("1");
    }

    @Test
    void aReplayThatFailsAgainIsALetterThatNamesTheFirst() {
        publish(WITHOUT_NAME, "trace", "none");
        String id = letter("invalid");

        post(202, "/replay", "{\"filter\": {\"store\": \"000135\"}, \"rate\": 5}");
        await().atMost(PATIENCE)
                .until(() -> get("/api/dead-letters").path("total").asInt() == 2);

        JsonNode latest = get("/api/dead-letters").at("/value/0");
        assertThat(latest.path("replayOf").asText()).isEqualTo(id);
        assertThat(latest.path("state").asText()).isEqualTo("open");
        await().atMost(PATIENCE).until(() -> state(id).equals("replayed"));
    }

    @Test
    void readsACutRecordWhereItCameFrom() {
        String brim = "x".repeat(1_047_000);
        publish(brim, "trace", "none");
        String id = letter("unreadable");
        assertThat(get("/api/dead-letters/" + id).at("/letter/cut").asBoolean()).isTrue();

        post(202, "/replay", "{\"ids\": [\"%s\"]}".formatted(id));
        await().atMost(PATIENCE).until(() -> state(id).equals("replayed"));

        assertThat(sandbox.topics().records(sandbox.events()).getLast().value()).hasSize(brim.length());
    }

    /** Kafka would refuse it again and again. */
    @Test
    void saysThatARecordIsTooLargeAndGoesOn() {
        publish("garbage", "trace", "none");
        String id = letter("unreadable");
        String large = "{\"ids\": [\"%s\"], \"payload\": \"%s\"}".formatted(id, "x".repeat(1_048_500));

        long number = post(202, "/replay", large).path("number").asLong();
        await().atMost(PATIENCE)
                .until(() -> get("/api/dead-letters/replays/" + number)
                        .path("state")
                        .asText()
                        .equals("done"));

        assertThat(get("/api/dead-letters/replays/" + number).path("failed").asInt())
                .isEqualTo(1);
        assertThat(get("/api/dead-letters/" + id).at("/letter/note").asText()).contains("too large");
        assertThat(state(id)).isEqualTo("open");
    }

    @Test
    void opensALetterThatKafkaRefusesAndSendsTheOthers() throws Exception {
        publish("garbage " + "x".repeat(5000), "trace", "none");
        publish("small garbage", "trace", "none");
        await().atMost(PATIENCE)
                .until(() -> get("/api/dead-letters").path("total").asInt() == 2);
        try (Admin admin = Admin.create(new HashMap<>(sandbox.settings().kafkaClient()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, sandbox.events()),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "2000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        long number = post(202, "/replay", "{\"filter\": {}, \"rate\": 80}")
                .path("number")
                .asLong();
        // Twice it has to wait until nothing of it can be on its way any more.
        await().atMost(PATIENCE.multipliedBy(3))
                .until(() -> get("/api/dead-letters/replays/" + number)
                        .path("state")
                        .asText()
                        .equals("done"));

        JsonNode replay = get("/api/dead-letters/replays/" + number);
        assertThat(replay.path("replayed").asInt()).isEqualTo(1);
        assertThat(replay.path("failed").asInt()).isEqualTo(1);
        assertThat(get("/api/dead-letters/0-0").at("/letter/note").asText()).contains("Kafka refuses the record");
        assertThat(state("0-0")).isEqualTo("open");
        assertThat(state("0-1")).isEqualTo("replayed");
    }

    @Test
    void saysThatACutRecordIsGone() {
        RecordHeaders headers = new RecordHeaders();
        for (String header : List.of(
                "tandem-cause=unreadable",
                "tandem-topic=" + sandbox.events(),
                "tandem-partition=0",
                "tandem-offset=5000",
                "tandem-cut=99")) {
            headers.add(
                    header.replaceFirst("=.*", ""),
                    header.replaceFirst(".*=", "").getBytes(StandardCharsets.UTF_8));
        }
        sandbox.topics()
                .publish(List.of(new ProducerRecord<>(sandbox.letters(), null, "key", new byte[] {1}, headers)));
        String id = letter("unreadable");

        post(202, "/replay", "{\"ids\": [\"%s\"]}".formatted(id));
        await().atMost(PATIENCE)
                .until(() -> get("/api/dead-letters/" + id)
                        .at("/letter/note")
                        .asText()
                        .contains("Kafka has record " + sandbox.events() + "/0@5000 no more"));

        assertThat(state(id)).isEqualTo("open");
        assertThat(sandbox.topics().records(sandbox.events())).isEmpty();
    }

    /** Nothing is published for it: the key is worked on from what is wanted now. */
    @Test
    void makesAKeyDueAnew() {
        publish(MENDED, "trace", "none");
        await().atMost(PATIENCE).until(() -> tandem.events("applied") == 1);
        sandbox.sql("update due_key set attempts = 8, observed_generation = 1");
        writeKeyLetter("store/000135");
        writeKeyLetter("no key at all");
        await().atMost(PATIENCE)
                .until(() -> get("/api/dead-letters").path("total").asInt() == 2);
        JsonNode dry = post(200, "/replay", "{\"ids\": [\"0-0\"], \"dryRun\": true}");
        assertThat(dry.at("/value/0/prospect/outcome").asText()).isEqualTo("due");
        assertThat(dry.at("/plan/value/0/storeNumber").asText()).isEqualTo("000135");

        post(202, "/replay", "{\"filter\": {\"cause\": \"attempts-used-up\"}, \"rate\": 5}");
        await().atMost(PATIENCE)
                .until(() ->
                        get("/api/dead-letters?state=replayed").path("total").asInt() == 2);

        assertThat(sandbox.sql("select desired_generation || ' ' || attempts from due_key where key = 'store/000135'"))
                .isEqualTo("2 0");
        assertThat(sandbox.topics().records(sandbox.events())).hasSize(1);
    }

    private void writeKeyLetter(String key) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("tandem-cause", "attempts-used-up".getBytes(StandardCharsets.UTF_8));
        headers.add("tandem-generation", "1".getBytes(StandardCharsets.UTF_8));
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        sandbox.topics().publish(List.of(new ProducerRecord<>(sandbox.letters(), null, key, bytes, headers)));
    }

    @Test
    void discardsWithAReason() {
        publish("garbage", "trace", "none");
        String id = letter("unreadable");
        assertThat(get("/api/dead-letters/" + id).path("exception").asText())
                .isEqualTo("com.fasterxml.jackson.core.JsonParseException");
        post(400, "/" + id + "/discard", "{}");
        post(400, "/" + id + "/discard", "{\"reason\": \" \"}");

        post(200, "/" + id + "/discard", "{\"reason\": \"sent by a test\"}");

        assertThat(state(id)).isEqualTo("discarded");
        assertThat(get("/api/dead-letters/" + id).at("/letter/note").asText()).isEqualTo("sent by a test (by token)");
        assertThat(get("/api/activity").at("/value/0/detail").asText()).isEqualTo("sent by a test");
        post(409, "/" + id + "/discard", "{\"reason\": \"again\"}");
        post(404, "/7-7/discard", "{\"reason\": \"none\"}");
        assertThat(get("/api/dead-letters/groups?by=cause&state=open").path("value"))
                .isEmpty();
    }

    @Test
    void makesTheIndexAnewFromTheTopic() {
        publish("garbage", "trace", "none");
        publish(WITHOUT_NAME, "trace", "none");
        String kept = letter("invalid");
        post(200, "/" + kept + "/discard", "{\"reason\": \"sent by a test\"}");
        sandbox.sql("delete from dead_letter where cause = 'unreadable'");
        assertThat(get("/api/dead-letters").path("total").asInt()).isEqualTo(1);

        assertThat(post(200, "/rebuild", "").path("missing").asInt()).isEqualTo(1);

        assertThat(get("/api/dead-letters").path("total").asInt()).isEqualTo(2);
        assertThat(state(kept)).isEqualTo("discarded");
        assertThat(post(200, "/rebuild", "").path("missing").asInt()).isZero();
    }

    @Test
    void saysWhatIsWrongWithAnOrder() {
        String wrong = """
                {}                              | name letters by
                {"ids": []}                     | name letters by
                {"ids": ["x"]}                  | 'x' is no id of a dead letter
                {"filter": {"casue": "x"}}      | there is no field 'casue'
                {"filter": {"store": ""}}       | store is "", which is no text
                {"filter": {"store": " "}}      | store is " ", which is no text
                {"filter": {"store": null}}     | store is null, which is no text
                {"filter": {"store": 135}}      | store is 135, which is no text
                {"filter": {"cause": ["a"]}}    | cause is ["a"], which is no text
                {"filter": {"from": {}}}        | from is {}, which is no text
                {"filter": {}, "rte": 3}        | there is no field 'rte'
                {"filter": {}, "rate": 0}       | rate=0 is not a whole number from 1 to 1000
                {"filter": {}, "rate": "fast"}  | rate is a whole number
                {"filter": {}, "dryRun": "yes"} | dryRun is true or false
                {"filter": {}, "payload": "x"}  | a payload mends one letter
                {"ids": ["0-1"], "filter": {}}  | name letters by
                []                              | send a JSON object
                nonsense                        | send a JSON object""";

        wrong.lines()
                .map(line -> line.split(" +[|] "))
                .forEach(order -> assertThat(
                                post(400, "/replay", order[0]).path("detail").asText())
                        .as(order[0])
                        .contains(order[1]));
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        Map<String, Integer> wrong = Map.of(
                "?state=lost", 400,
                "?from=soon", 400,
                "?limit=0", 400,
                "?after=x", 400,
                "/groups?by=colour", 400,
                "/nonsense", 400,
                "/9-9", 404,
                "/replays/99", 404,
                "/replays/x", 400);

        wrong.forEach((question, status) -> assertThat(
                        tandem.get("/api/dead-letters" + question).statusCode())
                .as(question)
                .isEqualTo(status));
    }

    private static String order(String id, boolean dryRun) {
        return JSON.createObjectNode()
                .put("dryRun", dryRun)
                .put("payload", MENDED)
                .set("ids", JSON.createArrayNode().add(id))
                .toString();
    }

    private void publish(String event, String header, String trace) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(header + "parent", trace.getBytes(StandardCharsets.UTF_8));
        headers.add("mine", "yes".getBytes(StandardCharsets.UTF_8));
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        sandbox.topics().publish(List.of(new ProducerRecord<>(sandbox.events(), null, "store/000135", bytes, headers)));
    }

    /** The id of the latest letter of a cause, once it is there. */
    private String letter(String cause) {
        await().atMost(PATIENCE)
                .until(() -> get("/api/dead-letters?state=open&cause=" + cause)
                                .path("total")
                                .asInt()
                        > 0);
        return get("/api/dead-letters?state=open&cause=" + cause)
                .at("/value/0/id")
                .asText();
    }

    private String state(String id) {
        return get("/api/dead-letters/" + id).at("/letter/state").asText();
    }

    private String facts() {
        return sandbox.sql("select string_agg(fact::text, ' ' order by subject, about, field) from fact");
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = tandem.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private JsonNode post(int status, String path, String body) {
        HttpResponse<String> answer = tandem.send(tandem.request("/api/dead-letters" + path)
                .header("Authorization", "Bearer " + Sandbox.TOKEN)
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException(answer.body(), noJson);
        }
    }
}
