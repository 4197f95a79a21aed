package io.tandem.route;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.Pace;
import io.tandem.deadletter.ReplayBook;
import io.tandem.deadletter.ReplayBook.Chunk;
import io.tandem.model.Duties;
import io.tandem.model.LeaseLostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code dead-letter-replay}: one instance at a time sends dead letters to where they came from, each once
 * whatever happens. Before a chunk is sent it is written down together with the ends of the topics; when it is not known what
 * became of it, the topics are read from there on, as soon as nothing of it can be on its way any more.
 */
public final class Replays {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    private static final String DUTY = "dead-letter-replay";
    private static final String RUN = "replayRun";
    private static final String PAUSE = "replayPause";
    private static final String GIVEN = "replayGiven";
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final Duration RENEWED = Duration.ofSeconds(2);

    /** After the letters were last proved to be this instance's no record is given to Kafka any more. */
    private static final Duration GIVING = Duration.ofSeconds(5);

    /** A record that was given is on its way for no longer: until there is room for it, and until it is given up (see the route). */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(13);

    private static final int SECONDS_AT_ONCE = 10;

    /** Bytes of a request for what is around a record; one more header may be too much. */
    private static final int ROOM = 576;

    private static final Duration LOOK = Duration.ofMillis(500);

    private final ReplayBook book;
    private final Duties duties;
    private final TopicReader topics;
    private final Targets targets;
    private final InstantSource clock;
    private final Map<LetterId, String> refused = new HashMap<>();
    private Instant taken = Instant.EPOCH;
    private Instant looked = Instant.EPOCH;
    private Pace pace = Pace.from(Instant.EPOCH, 1);
    private long paced;
    private boolean careful;

    /**
     * Where replays go.
     *
     * @param topics records are sent to these and to no others
     * @param wake tells the work loops that keys became due
     * @param replicaLag for so long a broker may have a record that nobody can read, because its copies are late
     * @param largest how many bytes the producer sends at once
     */
    public record Targets(Set<String> topics, Runnable wake, Duration replicaLag, int largest) {
        /** Copies the topics. */
        public Targets {
            topics = Set.copyOf(topics);
        }

        /** How long after the last proof nothing is on its way any more: what is not there then never will be. */
        Duration quiet() {
            return GIVING.plus(ON_THE_WAY).plus(replicaLag).plus(RENEWED);
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
            book.unsettled(targets.quiet()).ifPresent(this::findOut);
            run = next();
        }
        exchange.setProperty(RUN, run.orElseGet(ReplayRun::none));
    }

    /** Makes the body the next letters, and says how long they have to wait. */
    public void slice(@ExchangeProperty(RUN) ReplayRun run, Exchange exchange) {
        stay(run.taken());
        Map<LetterId, Exchange> records = new LinkedHashMap<>();
        ReplayRun sliced = run.sliced(careful ? 1 : pace.slice());
        sliced.slice().forEach((id, letter) -> {
            if (letter.origin() != null) {
                records.put(id, record(exchange, id, letter, letter.origin().topic()));
            }
        });
        exchange.getMessage().setBody(new ReplaySlice(records, clock, taken.plus(GIVING)));
        exchange.setProperty(PAUSE, pace.pause(clock.instant()).toMillis());
        exchange.setProperty(RUN, sliced);
        exchange.setProperty(GIVEN, true);
    }

    /**
     * Notes that Kafka has the letters; settles the chunk after its last ones, or when somebody wants it to end.
     *
     * @throws IllegalStateException when nobody knows what became of some; it is found out later
     */
    public void sent(@ExchangeProperty(RUN) ReplayRun run, Exchange exchange) {
        exchange.removeProperty(GIVEN);
        Exception caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        exchange.removeProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
        refused.putAll(refused(exchange.getMessage().getBody(ReplaySlice.class), caught));
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
        // Only this instance knows what was refused.
        if (stopping || !next.goesOn() && refused.isEmpty()) {
            duties.lay(DUTY);
        }
    }

    /** One that Kafka refuses may keep those from being sent that are given together with it: next time each goes alone. */
    private Map<LetterId, String> refused(ReplaySlice slice, @Nullable Exception caught) {
        try {
            return slice.refused(caught);
        } catch (IllegalStateException unknown) {
            careful = true;
            throw unknown;
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
        refused.keySet().removeAll(chunk.letters().keySet());
        Map<LetterId, String> failed = new HashMap<>();
        Map<LetterId, DeadLetter> letters = new LinkedHashMap<>();
        chunk.letters().forEach((id, letter) -> {
            Optional<DeadLetter> whole = whole(chunk, letter);
            if (whole.isEmpty()) {
                failed.put(
                        id,
                        "The letter holds only a part of the record, and Kafka has record " + letter.origin()
                                + " no more.");
            } else if (whole.get().fitting(targets.largest() - ROOM) == whole.get()) {
                letters.put(id, whole.get());
            } else {
                failed.put(id, "The record is too large to be sent again; send a smaller payload.");
            }
        });
        return ReplayRun.of(chunk, letters, failed);
    }

    private Optional<DeadLetter> whole(Chunk chunk, DeadLetter letter) {
        if (letter.origin() == null || !letter.isCut()) {
            return Optional.of(letter);
        }
        return topics.record(letter.origin(), () -> stay(chunk))
                .filter(record -> letter.written().orElse(record.timestamp()) == record.timestamp())
                .map(record -> letter.completed(record.key(), record.value(), ReadRecord.texts(record.headers())));
    }

    /** What Kafka refused, as far as this instance remembers, is tried no more. */
    private void findOut(Chunk chunk) {
        Set<String> there = topics.replaysSince(chunk.ends(), () -> stay(chunk));
        Set<LetterId> sent = chunk.letters().keySet().stream()
                .filter(id -> there.contains(id.toString()))
                .collect(Collectors.toSet());
        Map<LetterId, String> failed = new HashMap<>(refused);
        failed.keySet().retainAll(chunk.letters().keySet());
        failed.keySet().removeAll(sent);
        settle(chunk, sent, failed);
    }

    /** A refusal may be the answer to a second try, after the first one went well and nobody heard so: it is found out. */
    private void settle(ReplayRun run) {
        Chunk chunk = run.taken();
        careful = false;
        if (Collections.disjoint(refused.keySet(), chunk.letters().keySet())) {
            settle(chunk, run.done(), run.failed());
        } else {
            refused.putAll(run.failed());
            LOG.warn("Kafka refuses letters of a replay replay={}", chunk.replay());
        }
    }

    private void settle(Chunk chunk, Set<LetterId> sent, Map<LetterId, String> failed) {
        book.settle(chunk, sent, failed);
        refused.keySet().removeAll(chunk.letters().keySet());
        LOG.info("Replayed dead letters replay={} sent={} failed={}", chunk.replay(), sent.size(), failed.size());
    }

    private boolean isWanted(ReplayRun run) {
        Instant now = clock.instant();
        if (looked.plus(LOOK).isAfter(now)) {
            return true;
        }
        looked = now;
        return book.isRunning(run.taken().replay());
    }

    /** Proves now and then that this instance has the letters, so that no other takes them meanwhile. */
    private void stay(Chunk chunk) {
        if (taken.plus(RENEWED).isBefore(clock.instant()) && !(isOurs() && book.keep(chunk))) {
            throw new LeaseLostException("letters of replay " + chunk.replay());
        }
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
