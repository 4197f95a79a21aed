package io.tandem.console;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tandem.model.RetailTask;
import io.tandem.model.Said;
import io.tandem.model.StoreNumber;
import io.tandem.model.StoreTasks;
import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import io.tandem.tasks.Agreed;
import io.tandem.tasks.FieldOwnership;
import io.tandem.tasks.KnownTask;
import io.tandem.tasks.Owner;
import io.tandem.tasks.TaskRef;
import io.tandem.tasks.Trial;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task: who said what when, and what holds.
 *
 * @param origin sentence on where it was made
 * @param lines one for each field
 * @param trouble why Graph is not asked about it now, else empty
 */
record TaskStory(TaskViews.Row row, String origin, List<Line> lines, String trouble) {

    /**
     * One field.
     *
     * @param field its name as people see it
     * @param holds the value that is agreed
     * @param commerce what Commerce said last, empty = nothing
     * @param saidAt when, null = never
     * @param planner what Planner shows
     * @param who who decides it
     * @param note what is under way, else empty
     */
    record Line(
            @JsonIgnore TaskField kind,
            String field,
            String holds,
            String commerce,
            @Nullable Instant saidAt,
            String planner,
            String who,
            String note) {
        Line masked() {
            return switch (kind) {
                case NOTES -> shown(hidden(holds), hidden(commerce), hidden(planner));
                case ASSIGNEES -> shown(holds, commerce, hidden(planner));
                case TITLE, DUE_DATE, STATUS, LINKS -> this;
            };
        }

        private Line shown(String held, String said, String seen) {
            return new Line(kind, field, held, said, saidAt, seen, who, note);
        }

        private static String hidden(String text) {
            return text.isEmpty() ? "" : Mask.HIDDEN;
        }
    }

    static TaskStory of(TaskViews.Row row, Explainer explainer) {
        StoreNumber store = new StoreNumber(row.storeNumber());
        StoreTasks wanted = explainer.sources().tasks().wanted(store);
        TaskRef ref = ref(row);
        Optional<RetailTask> said = wanted.tasks().stream()
                .filter(task -> task.id().equals(ref.task()))
                .findFirst();
        KnownTask known = explainer.sources().tasks().known(store).tasks().get(ref);
        boolean shared = known != null && known.madeInPlanner();
        Optional<TaskOrigin> origin = said.map(RetailTask::origin).filter(made -> !shared);
        List<Line> lines = Arrays.stream(TaskField.values())
                .map(field -> line(
                        field,
                        said.map(task -> task.words().get(field)).orElse(null),
                        known == null ? null : known.fields().get(field),
                        owner(explainer.sources().ownership(), origin, field)))
                .filter(line -> !line.holds().isEmpty()
                        || !line.commerce().isEmpty()
                        || !line.planner().isEmpty())
                .toList();
        return new TaskStory(row, made(origin), lines, trouble(known));
    }

    private static TaskRef ref(TaskViews.Row row) {
        return row.taskId() == null
                ? TaskRef.madeInPlanner(Objects.requireNonNull(row.plannerTaskId(), "a task has an id"))
                : TaskRef.of(new TaskId(row.taskId()));
    }

    private static Owner owner(FieldOwnership ownership, Optional<TaskOrigin> origin, TaskField field) {
        return origin.map(made -> ownership.of(made, field)).orElse(Owner.SHARED);
    }

    private static String made(Optional<TaskOrigin> origin) {
        return origin.map(made -> switch (made) {
                    case HQ -> "Made in Commerce headquarters.";
                    case POS -> "Made at the point of sale.";
                    case TEAMS -> "Made in Planner.";
                })
                .orElse("Made in Planner.");
    }

    private static Line line(TaskField field, @Nullable Said said, @Nullable Agreed agreed, Owner owner) {
        return new Line(
                field,
                Wording.capital(field.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                agreed == null ? "" : agreed.value(),
                said == null || said.value() == null ? "" : said.value(),
                said == null || said.stamp().isEmpty() ? null : said.at(),
                agreed == null ? "" : agreed.planner(),
                who(owner),
                note(agreed));
    }

    private static String who(Owner owner) {
        return switch (owner) {
            case COMMERCE -> "Commerce decides";
            case PLANNER -> "Planner decides";
            case SHARED -> "the later word holds";
        };
    }

    private static String note(@Nullable Agreed agreed) {
        if (agreed == null) {
            return "";
        }
        if (agreed.owed()) {
            return agreed.trial() == null ? "to be written to Planner" : refused(agreed.trial());
        }
        return agreed.told() == null
                ? ""
                : "Commerce was told " + Wording.time(agreed.told().at()) + " and has not confirmed it";
    }

    private static String refused(Trial trial) {
        return "Planner refused it (" + trial.code() + "); it is tried again " + Wording.time(trial.until());
    }

    private static String trouble(@Nullable KnownTask known) {
        KnownTask.Parked parked = known == null ? null : known.parked();
        if (parked == null) {
            return "";
        }
        String why = parked.isForOldAnswer()
                ? "Planner showed it older than it is; it is read again "
                : "Graph refused a call about it (" + parked.code() + "); it is tried again ";
        return why + Wording.time(parked.until()) + ".";
    }

    /** Without what tells who does it, and without the text, which says anything of anybody. */
    TaskStory masked() {
        return new TaskStory(
                MaskedTaskViews.masked(row),
                origin,
                lines.stream().map(Line::masked).toList(),
                trouble);
    }
}
