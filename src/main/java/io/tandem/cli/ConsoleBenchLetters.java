package io.tandem.cli;

import io.tandem.Settings;
import io.tandem.console.Activity;
import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.FiledLetter;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook;
import io.tandem.jdbc.Database;
import io.tandem.model.Claim;
import io.tandem.model.Key;
import io.tandem.model.Refusal;
import io.tandem.model.StoreNumber;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Dead letters of six causes, replays of them that were canceled, and what else people did.
 *
 * @param stores how many stores there are
 */
record ConsoleBenchLetters(Database database, Settings settings, int stores, Clock clock) {
    private static final int BATCH = 500;
    private static final int CAUSES = 6;
    private static final int CAUSES_OF_RECORDS = 4;
    private static final int ATTEMPTS = 8;

    /** Nothing newer was said of the keys. */
    private static final long FAR_GENERATION = 1_000_000;

    private static final int REPLAYS = 5;
    private static final int DEEDS = 5_000;

    /** Files so many letters. */
    void file(int letters) {
        for (int first = 0; first < letters; first += BATCH) {
            database.deadLetters()
                    .file(IntStream.range(first, Math.min(letters, first + BATCH))
                            .mapToObj(this::letter)
                            .toList());
        }
    }

    /** Replays that were begun and canceled, and other things that people do. */
    void act() {
        String topic = settings.text("tandem.topics.commerce-events");
        for (int number = 0; number < REPLAYS; number++) {
            long replay = database.replays().begin(new ReplayBook.Order("ops", LetterFilter.OPEN, Set.of(topic), 1));
            database.replays().cancel(replay, "ops");
        }
        Activity activity = database.activity();
        for (int deed = 0; deed < DEEDS; deed++) {
            activity.add("ops", "store.sync", "store/" + store(deed), "");
        }
    }

    private FiledLetter letter(int number) {
        Instant at = clock.instant().minus(Duration.ofMinutes(number));
        String store = store(number);
        return new FiledLetter(
                new LetterId(0, number),
                at,
                number % CAUSES < CAUSES_OF_RECORDS ? ofRecord(number, store, at) : ofKey(number),
                new FiledLetter.Traits("io.tandem.commerce.store.updated", store, "e-" + number, null));
    }

    private DeadLetter ofRecord(int number, String store, Instant at) {
        String reason = "letter " + number + " of store " + store;
        Cause cause = switch (number % CAUSES) {
            case 0 -> new Cause.Unreadable(reason);
            case 1 -> new Cause.Invalid(reason);
            case 2 -> new Cause.UnknownType(reason);
            default -> new Cause.SubjectMismatch(reason);
        };
        String event = """
                {"specversion":"1.0","id":"e-%d","source":"/d365/bench/usrt","subject":"store/%s","time":"%s",\
                "type":"io.tandem.commerce.store.updated","data":{"storeNumber":"%s","name":"Store %d"}}""".formatted(number, store, at, store, number);
        return new DeadLetter(
                "store/" + store,
                event.getBytes(StandardCharsets.UTF_8),
                Map.of(),
                new DeadLetter.Origin(settings.text("tandem.topics.commerce-events"), 0, number),
                cause);
    }

    /** Two of six letters are about keys, those of teams first. */
    private DeadLetter ofKey(int number) {
        int ordinal = number / CAUSES * 2 + number % CAUSES - CAUSES_OF_RECORDS;
        StoreNumber store = new StoreNumber(store(ordinal));
        Key key = ordinal < stores ? Key.of(store) : Key.ofTasks(store);
        String reason = "the last call was refused for " + key;
        return DeadLetter.of(
                new Claim(key, FAR_GENERATION, ATTEMPTS, ""),
                number % CAUSES == CAUSES_OF_RECORDS
                        ? new Cause.AttemptsUsedUp(ATTEMPTS, reason)
                        : new Cause.RefusedByGraph(
                                ATTEMPTS, new Refusal(400, "BadRequest", "request-" + number), reason));
    }

    private String store(int number) {
        return "%06d".formatted(1 + number % stores);
    }
}
