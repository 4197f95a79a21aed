package io.tandem.console;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetterBook;
import io.tandem.deadletter.DeadLetterBook.Whole;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook;
import io.tandem.deadletter.ReplayBook.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

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
    /** Copies the topics. */
    public LetterDesk {
        topics = Set.copyOf(topics);
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
