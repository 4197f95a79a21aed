package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tandem.Sandbox;
import io.tandem.TestTopics;
import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetter.Origin;
import io.tandem.deadletter.FiledLetter;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook.Order;
import io.tandem.deadletter.ReplayBook.Replay;
import io.tandem.jdbc.Database;
import io.tandem.model.Duties;
import io.tandem.model.LeaseLostException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances that live, of which one takes over letters that the other believes to have; the route is walked by hand. */
class ReplayTakeoverIT {
    private static final int LETTERS = 25;
    /** A second's letters are ten: one slice is one letter, and one chunk is a hundred. */
    private static final int RATE = 10;

    private static final Cause CAUSE = Cause.Refused.of("invalid", "letter of a test");

    private final Sandbox sandbox = Sandbox.create(1);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Instance first = new Instance();
    private final Instance second = new Instance();

    /** One Tandem with a clock of its own. */
    private final class Instance {
        private final Database database = sandbox.database();
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        /** What passes from one look at the clock to the next. */
        private final AtomicReference<Duration> step = new AtomicReference<>(Duration.ZERO);

        private final AtomicInteger taken = new AtomicInteger();
        private final Replays replays = new Replays(
                database.replays(),
                new Counted(database.duties(), taken),
                new TopicReader(sandbox.settings().kafkaClient()),
                new Replays.Targets(Set.of(sandbox.events()), () -> {}, Duration.ofSeconds(30), 1_048_576),
                () -> now.updateAndGet(instant -> instant.plus(step.get())));
        private final Exchange exchange = new DefaultExchange(camel);

        boolean begin() {
            replays.begin(exchange);
            return run().goesOn();
        }

        ReplayRun run() {
            return Objects.requireNonNull(exchange.getProperty("replayRun", ReplayRun.class));
        }

        void slice() {
            replays.slice(run(), exchange);
        }

        /** What the step between does. */
        void give() {
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            exchange.getMessage().getBody(ReplaySlice.class).forEach(each -> records.add(record(each.getMessage())));
            sandbox.topics().publish(records);
        }

        /** What Kafka's client gave up, and a broker did nevertheless. */
        void arriveLate() {
            sandbox.topics()
                    .publish(exchange.getMessage().getBody(ReplaySlice.class).records().values().stream()
                            .map(each -> record(each.getMessage()))
                            .toList());
        }

        void sent() {
            replays.sent(run(), exchange);
        }

        void send(int slices) {
            for (int i = 0; i < slices && run().goesOn(); i++) {
                slice();
                give();
                sent();
            }
        }

        /** As if the process had stood still. */
        void stall(Duration time) {
            now.updateAndGet(instant -> instant.plus(time));
        }
    }

    private record Counted(Duties duties, AtomicInteger taken) implements Duties {
        @Override
        public boolean take(String duty, Duration hold) {
            taken.incrementAndGet();
            return duties.take(duty, hold);
        }

        @Override
        public void lay(String duty) {
            duties.lay(duty);
        }
    }

    private static ProducerRecord<String, byte[]> record(Message message) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                message.getHeader(KafkaConstants.OVERRIDE_TOPIC, String.class),
                message.getHeader(KafkaConstants.KEY, String.class),
                message.getBody(byte[].class));
        record.headers().add(DeadLetter.REPLAY_OF, message.getHeader(DeadLetter.REPLAY_OF, byte[].class));
        return record;
    }

    @BeforeEach
    void seed() {
        first.database
                .deadLetters()
                .file(IntStream.range(0, LETTERS).mapToObj(this::letter).toList());
    }

    private FiledLetter letter(int number) {
        byte[] value = ("value " + number).getBytes(StandardCharsets.UTF_8);
        Origin origin = new Origin(sandbox.events(), 0, 900 + number);
        return filed(number, new DeadLetter("key " + number, value, Map.of(), origin, CAUSE));
    }

    private static FiledLetter filed(int number, DeadLetter letter) {
        return new FiledLetter(
                new LetterId(0, number), Instant.EPOCH, letter, new FiledLetter.Traits(null, null, null, null));
    }

    @AfterEach
    void close() throws IOException {
        first.database.close();
        second.database.close();
        camel.close();
    }

    @Test
    void whoWakesUpAfterAnotherTookOverSendsNoMoreAndSettlesNothing() {
        long number = order();
        assertThat(first.begin()).isTrue();
        first.send(3);
        first.slice();
        first.give();
        assertThat(second.begin()).as("while the first one lives").isFalse();
        timePasses();

        assertThat(second.begin()).isTrue();

        second.send(2);
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> {
            first.stall(Duration.ofMinutes(2));
            first.sent();
            first.slice();
        });
        second.send(LETTERS);
        assertThat(first.begin()).isFalse();
        assertThat(replay(number)).returns("done", Replay::state).returns((long) LETTERS, Replay::replayed);
        assertThat(sent())
                .hasSize(LETTERS)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void whoWakesUpBetweenTwoRecordsGivesKafkaNoMore() {
        order();
        first.begin();
        first.slice();

        first.stall(Duration.ofSeconds(6));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(first::give)
                .withMessageContaining("found out later");
        assertThat(sent()).isEmpty();
    }

    /** Kafka's client gives up, but a broker may have the record, which nobody sees before its copies are there. */
    @Test
    void looksOnlyWhenNothingCanBeOnItsWayAnyMore() {
        long number = order();
        first.begin();
        first.slice();
        fail(first, new TimeoutException("no answer"));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(first::sent);
        first.stall(Duration.ofSeconds(8));

        assertThat(first.begin()).as("at once").isFalse();

        first.arriveLate();
        timePasses();
        assertThat(first.begin()).isTrue();
        first.send(LETTERS);
        assertThat(sent())
                .hasSize(LETTERS)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        assertThat(replay(number).replayed()).isEqualTo(LETTERS);
    }

    @Test
    void opensALetterThatKafkaRefusesAndSendsTheOthers() {
        long number = order();
        first.begin();
        first.send(1);
        first.slice();
        fail(first, new TopicAuthorizationException(Set.of("events")));
        first.sent();
        first.send(LETTERS);
        assertThat(replay(number).state()).as("it may be there nevertheless").isEqualTo("running");
        timePasses();

        assertThat(first.begin()).isFalse();

        assertThat(replay(number))
                .returns("done", Replay::state)
                .returns(LETTERS - 1L, Replay::replayed)
                .returns(1L, Replay::failed);
        var refused = first.database.deadLetters().find(new LetterId(0, 1)).orElseThrow();
        assertThat(refused.row().state()).isEqualTo("open");
        assertThat(refused.row().note()).contains("Kafka refuses", "TopicAuthorizationException");
    }

    /** The first try went well, its answer was lost, and the second was refused. */
    @Test
    void opensNoLetterThatIsThereThoughKafkaRefusedIt() {
        long number = order();
        first.begin();
        first.slice();
        first.give();
        fail(first, new TopicAuthorizationException(Set.of("events")));
        first.sent();
        first.send(LETTERS);
        timePasses();

        first.begin();

        assertThat(replay(number))
                .returns("done", Replay::state)
                .returns((long) LETTERS, Replay::replayed)
                .returns(0L, Replay::failed);
    }

    /** The topic was made anew: what is there now is something else. */
    @Test
    void sendsNoOtherRecordInPlaceOfACutOne() {
        sandbox.topics().publish(List.of(new ProducerRecord<>(sandbox.events(), 0, 5000L, "k", new byte[] {1})));
        for (int at : new int[] {4000, 5000}) {
            DeadLetter cut = new DeadLetter(
                            "k", new byte[0], Map.of("tandem-cut", "1"), new Origin(sandbox.events(), 0, 0), CAUSE)
                    .writtenAt(at);
            first.database.deadLetters().file(List.of(filed(at, cut)));
        }
        first.database
                .replays()
                .begin(new Order(
                        "test",
                        LetterFilter.of(Set.of(new LetterId(0, 4000), new LetterId(0, 5000))),
                        Set.of(sandbox.events()),
                        RATE));

        first.begin();
        first.send(LETTERS);

        assertThat(sent()).containsOnlyKeys("null", "0-5000");
        assertThat(first.database
                        .deadLetters()
                        .find(new LetterId(0, 4000))
                        .orElseThrow()
                        .row()
                        .note())
                .contains("no more");
    }

    @Test
    void provesToBeThereWhileItFindsOut() {
        order();
        first.begin();
        first.send(5);
        timePasses();
        second.step.set(Duration.ofSeconds(3));

        second.begin();

        assertThat(second.taken.get()).isGreaterThan(1);
        assertThat(sandbox.sql("select turn from replay")).isEqualTo("3");
    }

    private long order() {
        return first.database.replays().begin(new Order("test", LetterFilter.ALL, Set.of(sandbox.events()), RATE));
    }

    private Replay replay(long number) {
        return first.database.replays().find(number).orElseThrow();
    }

    /** More than any duty is had for, and longer than a record is on its way. */
    private void timePasses() {
        sandbox.sql("update duty set until = until - interval '50 seconds'");
        sandbox.sql("update replay set worked_at = worked_at - interval '51 seconds'");
    }

    private static void fail(Instance instance, Exception why) {
        instance.exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, why);
        instance.exchange
                .getMessage()
                .getBody(ReplaySlice.class)
                .records()
                .values()
                .forEach(record -> record.setException(why));
    }

    private Map<String, Long> sent() {
        return sandbox.topics().records(sandbox.events()).stream()
                .collect(Collectors.groupingBy(
                        record -> String.valueOf(TestTopics.header(record, DeadLetter.REPLAY_OF)),
                        Collectors.counting()));
    }
}
