package io.tandem.console;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.DeadLetterBook.Whole;
import io.tandem.deadletter.LetterFilter;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook;
import io.tandem.deadletter.ReplayBook.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the ops side works on dead letters with.
 *
 * @param topics topics to which records are sent again
 * @param rebuild files all letters of the topic again, and says how many were missing
 */
public record LetterDesk(
        DeadLetterBook letters,
        ReplayBook replays,
        Activity activity,
        Foresight foresight,
        Set<String> topics,
        LongSupplier rebuild) {
    private static final int AT_ONCE = 500;

    /** Bytes of letters that one trial reads; a small heap holds what is made of them. */
    private static final long READ = 32_000_000;

    /** Characters. */
    private static final int LONGEST_REASON = 500;

    /** Copies the topics. */
    public LetterDesk {
        topics = Set.copyOf(topics);
    }

    /**
     * What would come of a replay.
     *
     * @param letters how many letters it means
     * @param tried of how many of them it is known, of those that were filed first
     */
    record Trial(long letters, long tried, Forecast forecast) {
        boolean isWhole() {
            return tried == letters;
        }
    }

    /** {@return what would come of a replay, as far as this many letters tell} */
    Trial tried(Order order, int most) {
        Tally tally = new Tally();
        int tried = 0;
        List<Whole> some = next(order, 0, most);
        while (!some.isEmpty()) {
            some.forEach(whole -> foresight.count(sent(order.repaired(), whole), tally));
            tried += some.size();
            some = next(order, some.getLast().number(), most - tried);
        }
        return new Trial(tried < most ? tried : letters.replayable(topics, order.filter()), tried, foresight.of(tally));
    }

    /** {@return how many of those that an order names are open, be it that they can be sent or not} */
    long open(Order order) {
        return letters.groups(order.filter(), DeadLetterBook.By.TOPIC, AT_ONCE).stream()
                .mapToLong(DeadLetterBook.Group::open)
                .sum();
    }

    private List<Whole> next(Order order, long after, int most) {
        return most == 0 ? List.of() : letters.replayable(topics, order.filter(), after, Math.min(most, AT_ONCE));
    }

    /** The letters that a replay would send first, {@return so many at most} */
    List<Whole> first(Order order, int most) {
        return next(order, 0, most);
    }

    /** {@return the letter with these bytes, else with those by which it was mended, else with its own} */
    static DeadLetter sent(byte @Nullable [] repaired, Whole whole) {
        byte[] bytes = repaired == null ? whole.repaired() : repaired;
        return bytes == null ? whole.letter() : whole.letter().with(bytes);
    }

    /** {@return which of the letters that are named cannot be sent, and why; a filter means those that can} */
    Optional<String> unfit(Order order) {
        List<String> unfit = new ArrayList<>();
        for (LetterId id : order.filter().ids()) {
            letters.find(id)
                    .map(whole -> whole.row().state().equals("open")
                            ? obstacle(order, whole)
                            : "is " + whole.row().state())
                    .or(() -> Optional.of("does not exist"))
                    .filter(why -> !why.isEmpty())
                    .ifPresent(why -> unfit.add("letter " + id + " " + why));
        }
        return unfit.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", unfit));
    }

    /**
     * Discards a letter.
     *
     * @return why it is not discarded, empty when it is
     * @throws IllegalArgumentException when the reason is none
     */
    Optional<Problem> discard(LetterId id, String who, String reason) {
        check(reason);
        if (letters.discard(id, who, reason)) {
            return Optional.empty();
        }
        return Optional.of(letters.find(id)
                .map(whole -> conflict(
                        "letter " + id + " is not open but " + whole.row().state()))
                .orElseGet(() -> Problem.notFound("there is no dead letter " + id)));
    }

    /**
     * Discards all open letters that a filter leaves.
     *
     * @return how many there were
     * @throws IllegalArgumentException when the reason is none
     */
    int discard(LetterFilter filter, String who, String reason) {
        check(reason);
        return letters.discard(filter, who, reason);
    }

    private static void check(String reason) {
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("give a reason of 1 to " + LONGEST_REASON + " characters");
        }
    }

    /** Ends a replay, {@return why it is not ended, empty when it is} */
    Optional<Problem> cancel(long number, String who) {
        if (replays.cancel(number, who)) {
            return Optional.empty();
        }
        return Optional.of(replays.find(number)
                .map(replay -> conflict("replay " + number + " is " + replay.state() + " already"))
                .orElseGet(() -> Problem.notFound("there is no replay " + number)));
    }

    private static Problem conflict(String why) {
        return new Problem(409, "Conflict", why);
    }

    private String obstacle(Order order, Whole whole) {
        DeadLetter.Origin origin = whole.letter().origin();
        if (whole.row().cause().equals("notification-suspect")) {
            return "holds no secrets, without which nobody believes the notification; discard it";
        }
        if (origin == null) {
            return order.repaired() == null ? "" : "is about a key, which has no payload to mend";
        }
        return topics.contains(origin.topic())
                ? ""
                : "came from topic " + origin.topic() + ", to which nothing is sent";
    }
}
