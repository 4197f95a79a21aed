package io.tandem.route;

import io.tandem.commerce.CommerceEvent;
import io.tandem.commerce.CurrentState;
import io.tandem.commerce.TaskEvent.TaskStatusChanged;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Recognizes what Tandem wrote back to Commerce when Commerce tells of it (commerce-contract 7.1, rule 5). While it tells what is so
 * it confirms that. When it tells what was so before, as after HQ was away for long, it is no word of Commerce's own, and would
 * put back what people did since.
 *
 * @param actors object ids of the users as whom Tandem writes to HQ
 * @param state what is so by now
 */
public record OwnWords(Set<String> actors, CurrentState state) implements Predicate<CommerceEvent> {
    /** Takes the ids however they are written. */
    public OwnWords {
        actors = actors.stream().map(actor -> actor.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return whether an event only tells of what Tandem wrote, and is not so any more} */
    @Override
    public boolean test(CommerceEvent event) {
        String actor = event.header().actor();
        return actor != null
                && actors.contains(actor)
                && event instanceof TaskStatusChanged changed
                && state.status(changed.store(), changed.task())
                        .filter(now -> now.status() != changed.status())
                        .isPresent();
    }
}
