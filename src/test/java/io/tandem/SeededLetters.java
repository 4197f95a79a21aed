package io.tandem;

import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import io.tandem.model.Claim;
import io.tandem.model.Key;
import io.tandem.model.Refusal;
import io.tandem.model.StoreNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jdbi.v3.core.generic.GenericType;

/**
 * Dead letters of many causes as Tandem writes them, each about a store of its own: of records, and of keys, which are parked.
 * All of them can be replayed but notifications, which lack their secrets.
 */
final class SeededLetters {
    static final List<String> CAUSES = List.of(
            "unreadable",
            "invalid",
            "unknown-type",
            "write-back-refused",
            "attempts-used-up",
            "refused-by-graph",
            "notification-suspect");
    static final List<String> OF_KEYS = List.of("attempts-used-up", "refused-by-graph");

    private static final String UPDATES = "tandem.topics.commerce-updates";
    private static final int ATTEMPTS = 8;
    private static final long GENERATION = 3;

    /** As a key lies there once its attempts are used up; plans are looked at again some day. */
    private static final String PARK = """
            insert into due_key (key, desired_generation, observed_generation, attempts, next_attempt_at, late_at, due_since,
                                 renewed_at, last_reason)
            select key, :generation, :generation, :attempts, at, at, null, null, 'parked by a test'
            from (select key, case when key like 'tasks/%' then now() + interval '6 hours' end as at
                  from unnest(:keys::text[]) as parked (key)) parked""";

    private static final String TIMES_DUE = """
            select key, desired_generation - :generation as times from due_key where key = any(:keys)""";

    private SeededLetters() {}

    /** {@return a sandbox whose updates lie on a topic of their own, so that its replays can be counted} */
    static Sandbox sandbox() {
        Sandbox sandbox = Sandbox.create(2);
        return sandbox.with(UPDATES, sandbox.createTopic("updates", 1));
    }

    /** Writes letters, as many of each cause, and parks the keys of those that are about keys. */
    static void write(Sandbox sandbox, int letters) {
        sandbox.jdbi()
                .useHandle(handle -> handle.createUpdate(PARK)
                        .bind("generation", GENERATION)
                        .bind("attempts", ATTEMPTS)
                        .bindArray("keys", String.class, keys(letters))
                        .execute());
        sandbox.topics()
                .publish(IntStream.range(0, letters)
                        .mapToObj(number -> record(sandbox, letter(sandbox, number)))
                        .toList());
    }

    /** {@return how many of so many letters have one of the causes} */
    static int count(int letters, String... causes) {
        return (int) numbers(letters, List.of(causes)).count();
    }

    private static List<String> keys(int letters) {
        return numbers(letters, OF_KEYS)
                .mapToObj(number -> key(number).toString())
                .toList();
    }

    private static IntStream numbers(int letters, List<String> causes) {
        return IntStream.range(0, letters).filter(number -> causes.contains(cause(number)));
    }

    /** {@return the cause of the letter about that store} */
    static String cause(int number) {
        return CAUSES.get(number % CAUSES.size());
    }

    private static Key key(int number) {
        StoreNumber store = new StoreNumber("%06d".formatted(number));
        return cause(number).equals("attempts-used-up") ? Key.of(store) : Key.ofTasks(store);
    }

    private static DeadLetter letter(Sandbox sandbox, int number) {
        String reason = "letter " + number + " of a test";
        Settings settings = sandbox.settings();
        return switch (cause(number)) {
            case "attempts-used-up" -> ofKey(number, new Cause.AttemptsUsedUp(ATTEMPTS, reason));
            case "refused-by-graph" ->
                ofKey(
                        number,
                        new Cause.RefusedByGraph(
                                ATTEMPTS, new Refusal(400, "BadRequest", "request-" + number), reason));
            case "write-back-refused" ->
                ofRecord(settings.text(UPDATES), number, new Cause.WriteBackRefused(422, reason));
            case "notification-suspect" ->
                ofRecord(
                        settings.text("tandem.topics.graph-notifications"),
                        number,
                        new Cause.NotificationSuspect(reason));
            default -> ofRecord(sandbox.events(), number, Cause.Refused.of(cause(number), reason));
        };
    }

    private static DeadLetter ofKey(int number, Cause cause) {
        return DeadLetter.of(new Claim(key(number), GENERATION, ATTEMPTS - 1, ""), cause);
    }

    private static DeadLetter ofRecord(String topic, int number, Cause cause) {
        String store = "%06d".formatted(number);
        byte[] event = Events.store("store.opened", Events.TIME, store, "name", "Store " + store)
                .getBytes(StandardCharsets.UTF_8);
        DeadLetter.Origin origin = new DeadLetter.Origin(topic, 0, 1_000_000 + number);
        return new DeadLetter("store/" + store, event, Map.of(), origin, cause);
    }

    private static ProducerRecord<String, byte[]> record(Sandbox sandbox, DeadLetter letter) {
        RecordHeaders headers = new RecordHeaders();
        letter.context().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(sandbox.letters(), null, letter.key(), letter.value(), headers);
    }

    /** {@return how often which record was sent again} */
    static Map<String, Long> replays(Sandbox sandbox) {
        return records(sandbox).stream()
                .collect(Collectors.groupingBy(
                        record -> String.valueOf(TestTopics.header(record, DeadLetter.REPLAY_OF)),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** {@return how often which parked key was made due; nobody must work on keys meanwhile} */
    static Map<String, Long> timesDue(Sandbox sandbox, int letters) {
        return sandbox.jdbi()
                .withHandle(handle -> handle.createQuery(TIMES_DUE)
                        .bind("generation", GENERATION)
                        .bindArray("keys", String.class, keys(letters))
                        .setMapKeyColumn("key")
                        .setMapValueColumn("times")
                        .collectInto(new GenericType<>() {}));
    }

    /** {@return what was sent again} */
    static List<ConsumerRecord<String, byte[]>> records(Sandbox sandbox) {
        return Stream.of(sandbox.events(), sandbox.settings().text(UPDATES))
                .flatMap(topic -> sandbox.topics().records(topic).stream())
                .toList();
    }
}
