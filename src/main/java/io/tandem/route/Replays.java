package io.tandem.route;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.Pace;
import io.tandem.deadletter.ReplayBook;
import io.tandem.deadletter.ReplayBook.Chunk;
import io.tandem.model.Duties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code dead-letter-replay}: one instance at a time sends dead letters to where they came from, each once
 * whatever happens. Before a chunk is sent it is written down together with the ends of the topics; when it is not known what
 * became of it, the topics are read from there on.
 */
public final class Replays {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final String DUTY = "dead-letter-replay";
    private static final String RUN = "replayRun";
    private static final String PAUSE = "replayPause";

    /** A slice takes Kafka no longer than 13 s or it is given up (see the route), and before each the duty is renewed. */
    private static final Duration HOLD = Duration.ofSeconds(20);

    private static final Duration RENEWED = Duration.ofSeconds(2);
    private static final int SECONDS_AT_ONCE = 10;

    /** Brokers take records of 1 MiB unless configured otherwise; one more header may be too much. */
    private static final int LARGEST = 1_048_000;

    private static final Duration LOOK = Duration.ofMillis(500);

    private final ReplayBook book;
    private final Duties duties;
    private final TopicReader topics;
    private final Targets targets;
    private final InstantSource clock;
    private Instant taken = Instant.EPOCH;
    private Instant looked = Instant.EPOCH;
    private Pace pace = Pace.from(Instant.EPOCH, 1);
    private long paced;

    /**
     * Where replays go.
     *
     * @param topics records are sent to these and to no others
     * @param wake tells the work loops that keys became due
     */
    public record Targets(Set<String> topics, Runnable wake) {
        /** Copies the topics. */
        public Targets {
            topics = Set.copyOf(topics);
        }
    }

    /** Binds the steps to what they work on. */
    public Replays(ReplayBook book, Duties duties, TopicReader topics, Targets targets, InstantSource clock) {
        this.book = book;
        this.duties = duties;
        this.topics = topics;
        this.targets = targets;
        this.clock = clock;
    }

    /** Finds out what became of a chunk that broke off, and takes the next one if this instance has the duty. */
    public void begin(Exchange exchange) {
        Optional<ReplayRun> run = Optional.empty();
        if (book.isPending() && isOurs()) {
            book.unsettled().ifPresent(this::findOut);
            run = next();
        }
        exchange.setProperty(RUN, run.orElseGet(ReplayRun::none));
    }

    /** Makes the body the next letters, and says how long they have to wait. */
    public void slice(@ExchangeProperty(RUN) ReplayRun run, Exchange exchange) {
        if (taken.plus(RENEWED).isBefore(clock.instant()) && !isOurs()) {
            throw new IllegalStateException("another instance replays dead letters by now");
        }
        List<Exchange> records = new ArrayList<>();
        ReplayRun sliced = run.sliced(pace.slice());
        sliced.slice().forEach((id, letter) -> {
            if (letter.origin() != null) {
                records.add(record(exchange, id, letter, letter.origin().topic()));
            }
        });
        exchange.getMessage().setBody(records);
        exchange.setProperty(PAUSE, pace.pause(clock.instant()).toMillis());
        exchange.setProperty(RUN, sliced);
    }

    /** Notes that Kafka has the letters; settles the chunk after its last ones, or when somebody wants it to end. */
    public void sent(@ExchangeProperty(RUN) ReplayRun run, Exchange exchange) {
        pace = pace.after(run.slice().size(), clock.instant());
        if (!run.keys().isEmpty()) {
            book.makeDue(run.taken(), run.keys());
            targets.wake().run();
        }
        ReplayRun next = run.sent();
        boolean stopping = exchange.getContext().isStopping();
        if (next.isOver() || stopping || !isWanted(next)) {
            settle(next);
            next = stopping ? ReplayRun.none() : next().orElseGet(ReplayRun::none);
        }
        exchange.setProperty(RUN, next);
        if (!next.goesOn()) {
            duties.lay(DUTY);
        }
    }

    private Optional<ReplayRun> next() {
        Optional<Chunk> taken = book.take(SECONDS_AT_ONCE, topics.ends(targets.topics()));
        taken.ifPresent(this::keepPace);
        return taken.map(this::run);
    }

    private void keepPace(Chunk chunk) {
        if (chunk.replay() != paced || chunk.rate() != pace.rate()) {
            pace = Pace.from(clock.instant(), chunk.rate());
            paced = chunk.replay();
        }
    }

    /** What is not whole is read where it came from. */
    private ReplayRun run(Chunk chunk) {
        Map<LetterId, String> failed = new HashMap<>();
        Map<LetterId, DeadLetter> letters = new LinkedHashMap<>();
        chunk.letters().forEach((id, letter) -> {
            Optional<DeadLetter> whole = whole(letter);
            if (whole.isEmpty()) {
                failed.put(
                        id,
                        "The letter holds only a part of the record, and Kafka has record " + letter.origin()
                                + " no more.");
            } else if (whole.get().fitting(LARGEST) == whole.get()) {
                letters.put(id, whole.get());
            } else {
                failed.put(id, "The record is too large to be sent again; send a smaller payload.");
            }
        });
        return ReplayRun.of(chunk, letters, failed);
    }

    private Optional<DeadLetter> whole(DeadLetter letter) {
        if (letter.origin() == null || !letter.isCut()) {
            return Optional.of(letter);
        }
        return topics.record(letter.origin())
                .map(record -> letter.completed(record.key(), record.value(), ReadRecord.texts(record.headers())));
    }

    private void findOut(Chunk chunk) {
        Set<String> there = topics.replaysSince(chunk.ends());
        Set<LetterId> sent = chunk.letters().keySet().stream()
                .filter(id -> there.contains(id.toString()))
                .collect(Collectors.toSet());
        book.settle(chunk, sent, Map.of());
        LOG.info(
                "Found out what became of letters on their way replay={} letters={} sent={}",
                chunk.replay(),
                chunk.letters().size(),
                sent.size());
    }

    private void settle(ReplayRun run) {
        Chunk chunk = run.taken();
        book.settle(chunk, run.done(), run.failed());
        LOG.info(
                "Replayed dead letters replay={} sent={} failed={}",
                chunk.replay(),
                run.done().size(),
                run.failed().size());
    }

    private boolean isWanted(ReplayRun run) {
        Instant now = clock.instant();
        if (looked.plus(LOOK).isAfter(now)) {
            return true;
        }
        looked = now;
        return book.isRunning(run.taken().replay());
    }

    private boolean isOurs() {
        taken = clock.instant();
        return duties.take(DUTY, HOLD);
    }

    private static Exchange record(Exchange within, LetterId id, DeadLetter letter, String topic) {
        Exchange record = new DefaultExchange(within.getContext());
        Message message = record.getMessage();
        letter.originalHeaders().forEach((name, value) -> {
            if (!DeadLetters.isReserved(name)) {
                message.setHeader(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
        message.setHeader(DeadLetter.REPLAY_OF, id.toString().getBytes(StandardCharsets.UTF_8));
        message.setHeader(KafkaConstants.KEY, letter.key());
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, topic);
        message.setBody(letter.value());
        return record;
    }
}
