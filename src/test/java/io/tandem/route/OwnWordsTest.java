package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.commerce.EventHeader;
import io.tandem.commerce.EventKey;
import io.tandem.commerce.Stamp;
import io.tandem.commerce.TaskEvent.TaskStatusChanged;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnWordsTest {
    private static final String US = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final String TASK = "0b000000-0000-4000-8000-000000000001";

    private final StateNow state = new StateNow();
    private final OwnWords own = new OwnWords(Set.of(US.toUpperCase(Locale.ROOT)), state);

    /** HQ was away for an hour, and writes one after the other what people did meanwhile. */
    @Test
    void takesWhatItWroteLateForNoWordOfCommerce() {
        state.status(TASK, TaskStatus.COMPLETED);

        assertThat(own.test(changed(TaskStatus.IN_PROGRESS, US))).isTrue();
    }

    @Test
    void hearsThatCommerceHasWhatIsSo() {
        state.status(TASK, TaskStatus.COMPLETED);

        assertThat(own.test(changed(TaskStatus.COMPLETED, US))).isFalse();
    }

    @Test
    void hearsWhatOthersSayAndWhatNobodySigns() {
        state.status(TASK, TaskStatus.COMPLETED);

        assertThat(own.test(changed(TaskStatus.IN_PROGRESS, "somebody"))).isFalse();
        assertThat(own.test(changed(TaskStatus.IN_PROGRESS, null))).isFalse();
    }

    @Test
    void hearsWhatIsSaidOfATaskThatItDoesNotKnow() {
        assertThat(own.test(changed(TaskStatus.IN_PROGRESS, US))).isFalse();
    }

    private static TaskStatusChanged changed(TaskStatus status, @Nullable String actor) {
        EventKey key = new EventKey("/d365/contoso/usrt", "1");
        Stamp stamp = Stamp.of(Instant.parse("2026-11-22T09:35:00Z"), null, key);
        return new TaskStatusChanged(
                new EventHeader(key.id(), key.source(), "io.tandem.commerce.task.status.changed", null, stamp, actor),
                new TaskId(TASK),
                new StoreNumber("000135"),
                status,
                null,
                null);
    }
}
