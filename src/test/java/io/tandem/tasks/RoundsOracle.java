package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.TaskField;
import io.tandem.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says what must come of a round in which people on both sides changed tasks before either side heard of the other: one
 * register for each field, and the rule of who wins.
 */
final class RoundsOracle {
    private final TaskWorld world;
    private final Map<TaskId, Map<TaskField, String>> registers = new TreeMap<>();
    private final Map<TaskId, Map<TaskField, Instant>> said = new HashMap<>();
    private final Set<TaskId> wasThere = new HashSet<>();
    private final Set<TaskId> over = new HashSet<>();
    /** What must have been lost in this round: task, field, value. */
    final Set<String> lost = new TreeSet<>();

    /** Tasks of which Commerce may be told in this round. */
    final Set<String> tellable = new HashSet<>();

    /** What was lost with a task that went, and is entered if that comes back. */
    private final Set<String> notEntered = new HashSet<>();

    private boolean late;

    RoundsOracle(TaskWorld world) {
        this.world = world;
    }

    void said(TaskId id, TaskField field) {
        Instant at = Objects.requireNonNull(world.commerce.task(id).words().get(field))
                .at();
        said.computeIfAbsent(id, any -> new HashMap<>()).put(field, at);
    }

    /**
     * Looks at both sides before they are brought together.
     *
     * @param late whether Tandem looks at Planner before it hears what Commerce said
     */
    void judge(boolean late) {
        this.late = late;
        lost.clear();
        tellable.clear();
        world.commerce.tasks.keySet().forEach(this::judge);
        world.strayItems().forEach(this::made);
    }

    private void made(String plannerTaskId) {
        TaskId id = FakeCommerce.idOf(plannerTaskId);
        FakePlanner.Item item = world.planner.items().get(plannerTaskId);
        Map<TaskField, String> register = new EnumMap<>(TaskField.class);
        TaskWorld.FIELDS.forEach(field -> register.put(field, world.shown(item, field)));
        registers.put(id, register);
        tellable.add(id.value());
    }

    private void judge(TaskId id) {
        FakeCommerce.Task task = world.commerce.task(id);
        FakePlanner.Item item = world.item(id).orElse(null);
        Map<TaskField, String> register = registers.get(id);
        if (over.contains(id)) {
            return;
        }
        if (register == null) {
            register = new EnumMap<>(TaskField.class);
            for (TaskField field : TaskWorld.FIELDS) {
                register.put(field, task.value(field));
            }
            registers.put(id, register);
            return;
        }
        for (TaskField field : TaskWorld.FIELDS) {
            judge(id, field, register, world.projected(field, value(register, field)), item);
        }
        if (task.deleted()) {
            over.add(id);
        }
    }

    private void judge(
            TaskId id,
            TaskField field,
            Map<TaskField, String> register,
            String before,
            FakePlanner.@Nullable Item item) {
        FakeCommerce.Task task = world.commerce.task(id);
        String commerce = task.value(field);
        boolean gone = item == null;
        String planner =
                gone && (field != TaskField.STATUS || !wasThere.contains(id)) ? before : world.shown(item, field);
        boolean plannerChanged = !planner.equals(before);
        boolean commerceChanged =
                !world.projected(field, commerce).equals(world.projected(field, value(register, field)));
        if (plannerChanged) {
            tellable.add(id.value());
        }
        if (task.deleted()) {
            boolean attachments = field == TaskField.LINKS && world.owner(id, field) == Owner.COMMERCE;
            if (plannerChanged && !attachments && !planner.equals("Canceled")) {
                lost.add(id + " " + field + " " + planner);
            }
            return;
        }
        Owner owner = world.owner(id, field);
        boolean nothingToShow = gone && field != TaskField.STATUS;
        if (nothingToShow || field == TaskField.LINKS && owner == Owner.COMMERCE) {
            register.put(field, commerce);
        } else if (planner.equals(world.projected(field, commerce)) || !plannerChanged && !commerceChanged) {
            register.put(field, commerce);
            if (late && plannerChanged && owner == Owner.COMMERCE) {
                loses(id, field, planner, commerce); // nobody knew yet that Commerce wanted the same
            }
        } else if (!plannerChanged) {
            register.put(field, owner == Owner.PLANNER ? loses(id, field, commerce, planner) : commerce);
        } else if (!commerceChanged) {
            register.put(field, owner == Owner.COMMERCE ? loses(id, field, planner, commerce) : planner);
        } else {
            boolean plannerWins = owner == Owner.PLANNER || owner == Owner.SHARED && isLater(id, field, item, planner);
            register.put(
                    field, plannerWins ? loses(id, field, commerce, planner) : loses(id, field, planner, commerce));
        }
    }

    /**
     * Planner was looked at before Tandem heard that Commerce had canceled the task: what people did there Commerce was told, and
     * overruled it. That is entered only if the task comes back.
     */
    void forgetTold(Set<String> entered) {
        Set<String> gone = new TreeSet<>(lost);
        gone.removeAll(entered);
        gone.removeIf(what ->
                world.item(new TaskId(what.substring(0, what.indexOf(' ')))).isPresent());
        lost.removeAll(gone);
        notEntered.addAll(gone);
    }

    /** A task that comes back in a later round brings with it what was not entered when it went. */
    void rememberTold(Set<String> entered) {
        entered.stream().filter(notEntered::remove).forEach(lost::add);
    }

    private static String value(Map<TaskField, String> register, TaskField field) {
        return register.getOrDefault(field, "");
    }

    private String loses(TaskId id, TaskField field, String loser, String winner) {
        lost.add(id + " " + field + " " + loser);
        if (world.owner(id, field) == Owner.PLANNER) {
            tellable.add(id.value());
        }
        return winner;
    }

    /**
     * Of a completion Planner says when it was, and Completed wins a tie. What else a list of tasks shows for the first time
     * happened in the middle between it and the list before. Commerce says when it spoke, sometimes in whole seconds: then what happened
     * in that second is a tie.
     */
    private boolean isLater(TaskId id, TaskField field, FakePlanner.@Nullable Item item, String planner) {
        Instant word = said.getOrDefault(id, Map.of()).getOrDefault(field, Instant.EPOCH);
        if (item != null && field == TaskField.STATUS && planner.equals("Completed") && item.completedAt != null) {
            return !word.isAfter(item.completedAt);
        }
        Instant end = word.getNano() == 0 ? word.plusSeconds(1).minusNanos(1) : word;
        return middle().isAfter(end);
    }

    /** Planner was shown by the last answer that told of all its tasks, and will be by the next, which is asked for now. */
    private Instant middle() {
        Instant before = world.planner.shownAt.plus(Reconciler.CALL);
        Instant next = world.worker.now.plus(Reconciler.CALL);
        return before.plusNanos(Duration.between(before, next).toNanos() / 2);
    }

    /** Looks at both sides once they were brought together. */
    void check() {
        registers.forEach((id, register) -> {
            if (over.contains(id)) {
                assertThat(world.item(id)).as("%s was deleted", id).isEmpty();
                return;
            }
            assertThat(world.commerce.tasks).as("Commerce was told").containsKey(id);
            FakeCommerce.Task task = world.commerce.task(id);
            for (TaskField field : TaskWorld.FIELDS) {
                assertThat(task.value(field)).as("%s %s", id, field).isEqualTo(value(register, field));
            }
        });
        assertThat(world.differences()).isEmpty();
        assertThat(world.strayItems()).isEmpty();
        wasThere.clear();
        world.commerce.tasks.keySet().stream()
                .filter(id -> world.item(id).isPresent())
                .forEach(wasThere::add);
    }
}
