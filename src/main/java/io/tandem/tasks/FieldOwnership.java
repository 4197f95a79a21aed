package io.tandem.tasks;

import io.tandem.model.TaskField;
import io.tandem.model.TaskOrigin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who owns which field, by the origin of the task (DESIGN 7).
 *
 * @param owners every field of every origin
 */
public record FieldOwnership(Map<TaskOrigin, Map<TaskField, Owner>> owners) {

    /** Copies the owners; what is not named is shared. */
    public FieldOwnership {
        Map<TaskOrigin, Map<TaskField, Owner>> complete = new EnumMap<>(TaskOrigin.class);
        for (TaskOrigin origin : TaskOrigin.values()) {
            Map<TaskField, Owner> fields = new EnumMap<>(TaskField.class);
            Arrays.stream(TaskField.values()).forEach(field -> fields.put(field, Owner.SHARED));
            fields.putAll(owners.getOrDefault(origin, Map.of()));
            complete.put(origin, Map.copyOf(fields));
        }
        owners = Map.copyOf(complete);
    }

    /** {@return what DESIGN 7 says: headquarters owns what it made but for the status, all else is shared} */
    public static FieldOwnership shipped() {
        return new FieldOwnership(Map.of(
                TaskOrigin.HQ,
                Map.of(
                        TaskField.TITLE, Owner.COMMERCE,
                        TaskField.NOTES, Owner.COMMERCE,
                        TaskField.DUE_DATE, Owner.COMMERCE,
                        TaskField.ASSIGNEES, Owner.COMMERCE,
                        TaskField.LINKS, Owner.COMMERCE)));
    }

    /**
     * Overrides owners.
     *
     * @param text rules like {@code hq.title=shared, pos.due-date=commerce}, with commas between
     * @return this ownership with these owners
     * @throws IllegalArgumentException with one sentence for each rule that cannot be read
     */
    public FieldOwnership with(String text) {
        Map<TaskOrigin, Map<TaskField, Owner>> changed = new EnumMap<>(TaskOrigin.class);
        owners.forEach((origin, fields) -> changed.put(origin, new EnumMap<>(fields)));
        List<String> errors = new ArrayList<>();
        Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .forEach(rule -> read(rule, changed).ifPresent(errors::add));
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
        return new FieldOwnership(changed);
    }

    private static Optional<String> read(String rule, Map<TaskOrigin, Map<TaskField, Owner>> changed) {
        String[] parts = rule.split("[.=]", -1);
        if (parts.length != 3 || rule.indexOf('.') > rule.indexOf('=')) {
            return Optional.of("'" + rule + "' is not origin.field=owner");
        }
        Optional<TaskOrigin> origin = named(TaskOrigin.class, parts[0]);
        Optional<TaskField> field = named(TaskField.class, parts[1]);
        Optional<Owner> owner = named(Owner.class, parts[2]);
        if (origin.isEmpty()) {
            return Optional.of("'" + rule + "' names no origin: use " + names(TaskOrigin.class));
        }
        if (field.isEmpty()) {
            return Optional.of("'" + rule + "' names no field: use " + names(TaskField.class));
        }
        if (owner.isEmpty()) {
            return Optional.of("'" + rule + "' names no owner: use " + names(Owner.class));
        }
        changed.computeIfAbsent(origin.get(), any -> new EnumMap<>(TaskField.class))
                .put(field.get(), owner.get());
        return Optional.empty();
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> kind, String name) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(constant -> name(constant).equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    private static <E extends Enum<E>> String names(Class<E> kind) {
        return String.join(
                ", ",
                Arrays.stream(kind.getEnumConstants()).map(FieldOwnership::name).toList());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return who owns the field of a task that was made there} */
    public Owner of(TaskOrigin origin, TaskField field) {
        return owners.getOrDefault(origin, Map.of()).getOrDefault(field, Owner.SHARED);
    }
}
