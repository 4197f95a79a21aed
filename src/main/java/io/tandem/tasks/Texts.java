package io.tandem.tasks;

import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The one form of a field's value in which both sides are compared. */
final class Texts {
    private Texts() {}

    static String clean(TaskField field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return field == TaskField.STATUS ? TaskStatus.NOT_STARTED.word() : "";
        }
        String text = value.replace("\r\n", "\n").replace('\r', '\n');
        return switch (field) {
            case TITLE -> text.replace('\n', ' ').strip();
            case NOTES -> text.stripTrailing();
            case DUE_DATE -> text.strip();
            case ASSIGNEES -> join(field, parts(field, text));
            case STATUS -> TaskStatus.of(text).orElse(TaskStatus.NOT_STARTED).word();
            case LINKS -> join(field, parts(field, text));
        };
    }

    /** The members of a value that is a set. */
    static SortedSet<String> parts(TaskField field, String value) {
        SortedSet<String> parts = new TreeSet<>();
        if (!value.isEmpty()) {
            for (String part : value.split(separator(field))) {
                parts.add(part.strip());
            }
            parts.remove("");
        }
        return parts;
    }

    static String join(TaskField field, Collection<String> parts) {
        return parts.isEmpty() ? "" : String.join(separator(field), new TreeSet<>(parts));
    }

    private static String separator(TaskField field) {
        return field == TaskField.ASSIGNEES ? " " : "\n";
    }

    /** The first characters of a text, none of them halved. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end).strip();
    }
}
