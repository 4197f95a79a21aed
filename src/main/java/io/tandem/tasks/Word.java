package io.tandem.tasks;

import io.tandem.model.RetailTask;
import io.tandem.model.Said;
import io.tandem.model.TaskField;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The newest word of Commerce on a field, in the form in which it is compared; the empty stamp says that there is none. */
record Word(String value, Instant at, String stamp) {

    static Word of(@Nullable RetailTask task, TaskField field) {
        Said said = task == null ? null : task.words().get(field);
        return said == null
                ? new Word(Texts.clean(field, null), Instant.EPOCH, "")
                : new Word(Texts.clean(field, said.value()), said.at(), said.stamp());
    }
}
