package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.model.Said;
import io.tandem.model.TaskField;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what is said on each field of a task; what cannot be read counts as not said. */
final class WordsOnTask {
    /** Older than every word that is told: a list that is started again must not take a status back. */
    private static final Said NOT_STARTED = new Said(TaskStatus.NOT_STARTED.word(), Instant.EPOCH, "");

    private WordsOnTask() {}

    /** {@return what holds on a task before anything is said} */
    static Map<TaskField, Said> untold() {
        return Map.of(TaskField.STATUS, NOT_STARTED);
    }

    /** {@return what a list says of one of its tasks} */
    static Map<TaskField, Said> ofList(SubjectFacts list, Fact entry) {
        JsonNode task = SubjectFacts.json(entry);
        Map<TaskField, Said> words = new EnumMap<>(untold());
        text(task.path(FactFields.TITLE)).ifPresent(title -> words.put(TaskField.TITLE, said(entry, title)));
        words.put(TaskField.NOTES, said(entry, notes(task)));
        words.put(TaskField.LINKS, said(entry, joined(task.path(FactFields.LINKS), "\n")));
        list.find(FactFields.TARGET_DATE)
                .flatMap(target -> dueDate(target, entry))
                .ifPresent(due -> words.put(TaskField.DUE_DATE, due));
        return words;
    }

    /** {@return the words with those replaced on which the single task has a newer one} */
    static Map<TaskField, Said> newest(Map<TaskField, Said> before, SubjectFacts task) {
        Map<TaskField, Said> words = new EnumMap<>(before);
        Stream.of(TaskField.values())
                .forEach(field -> task.find(FactFields.of(field))
                        .flatMap(fact -> word(field, fact))
                        .ifPresent(word -> words.merge(field, word, WordsOnTask::newer)));
        return words;
    }

    private static Optional<Said> word(TaskField field, Fact fact) {
        return fact.value() == null
                ? Optional.of(said(fact, null))
                : value(field, SubjectFacts.json(fact)).map(value -> said(fact, value));
    }

    private static Optional<String> value(TaskField field, JsonNode told) {
        return switch (field) {
            case TITLE, NOTES -> text(told);
            case DUE_DATE -> day(told).map(LocalDate::toString);
            case ASSIGNEES -> Optional.ofNullable(joined(told, " "));
            case STATUS ->
                text(told.path(FactFields.STATUS)).flatMap(TaskStatus::of).map(TaskStatus::word);
            case LINKS -> Optional.ofNullable(joined(told, "\n"));
        };
    }

    /** Target date and offset may be of different starts; the newer one is when this due date was said. */
    private static Optional<Said> dueDate(Fact target, Fact entry) {
        int offset = SubjectFacts.json(entry).path(FactFields.DUE_OFFSET_DAYS).asInt();
        Fact newer = target.stamp().compareTo(entry.stamp()) > 0 ? target : entry;
        return day(SubjectFacts.json(target))
                .map(day -> said(newer, day.plusDays(offset).toString()));
    }

    private static @Nullable String notes(JsonNode task) {
        String lines = Stream.of(
                        text(task.path(FactFields.NOTES)),
                        text(task.path(FactFields.CONTACT)).map("Contact: "::concat))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
        return lines.isEmpty() ? null : lines;
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.ofNullable(value.textValue());
    }

    private static Optional<LocalDate> day(JsonNode value) {
        return SubjectFacts.readable(value.asText(), LocalDate::parse);
    }

    private static @Nullable String joined(JsonNode values, String between) {
        String all = StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(between));
        return all.isEmpty() ? null : all;
    }

    private static Said newer(Said one, Said other) {
        return other.stamp().compareTo(one.stamp()) > 0 ? other : one;
    }

    private static Said said(Fact fact, @Nullable String value) {
        return new Said(value, fact.stamp().time(), fact.stamp().text());
    }
}
