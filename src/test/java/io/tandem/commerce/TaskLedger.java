package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: writes down who said what last on each field of each task of one store, from the JSON alone and without a
 * line of the product. Orders are texts; the greatest one counts.
 */
final class TaskLedger {
    /** A word on something. */
    private record Word(String order, @Nullable String value) {}

    private final String store;
    private final Map<String, Word> said = new TreeMap<>();
    private final Map<String, Set<String>> keys = new TreeMap<>();
    private final Set<String> startedHere = new HashSet<>();
    private final Set<String> single = new TreeSet<>();

    TaskLedger(String store, Collection<TestEvent> history) {
        this.store = store;
        history.stream().map(TestEvent::json).forEach(this::hear);
    }

    /** Each task as its id, list, origin, whether it is deleted, and its fields, in the order of ids. */
    List<String> tasks() {
        Map<String, String> tasks = new TreeMap<>();
        for (String list : startedHere) {
            for (String key : keys.getOrDefault(list, Set.of())) {
                String id = list + "/" + store + "/" + key;
                tasks.put(id, listed(id, list, key));
            }
        }
        for (String id : single) {
            if (!tasks.containsKey(id) && said.containsKey(id + " deleted")) {
                tasks.put(id, line(id, last(id + " list"), last(id + " origin", "HQ"), new HashMap<>()));
            }
        }
        return new ArrayList<>(tasks.values());
    }

    private String listed(String id, String list, String key) {
        Map<String, Word> fields = new HashMap<>();
        for (String field : List.of("title", "notes", "links")) {
            fields.put(field, said.get(list + " " + key + " " + field));
        }
        Word target = Objects.requireNonNull(said.get(list + " target"));
        Word offset = Objects.requireNonNull(said.get(list + " " + key + " offset"));
        String due = LocalDate.parse(String.valueOf(target.value()))
                .plusDays(Integer.parseInt(String.valueOf(offset.value())))
                .toString();
        fields.put("due", new Word(later(target, offset).order(), due));
        return line(id, last(list + " name"), "HQ", fields);
    }

    private String line(String id, @Nullable String list, @Nullable String origin, Map<String, Word> fields) {
        fields.putIfAbsent("status", new Word("", "NotStarted"));
        for (String field : List.of("title", "notes", "due", "assignees", "status", "links")) {
            Word word = said.get(id + " " + field);
            if (word != null) {
                fields.merge(field, word, TaskLedger::later);
            }
        }
        Map<String, String> values = new TreeMap<>();
        fields.forEach((field, word) -> values.put(field, String.valueOf(word.value())));
        return id + " " + list + " " + origin + " " + "true".equals(last(id + " deleted")) + " " + values;
    }

    private void hear(JsonNode event) {
        JsonNode data = event.path("data");
        String order = event.path("time").asText()
                + (event.path("sequence").isInt()
                        ? "%04d".formatted(event.path("sequence").asInt())
                        : "~")
                + event.path("id").asText()
                + "~";
        String type = event.path("type").asText().substring("io.tandem.commerce.".length());
        if (type.equals("task.list.started")) {
            hearList(order, data);
        } else if (data.has("taskId") && data.path("storeNumber").asText().equals(store)) {
            hearTask(type, order, data.path("taskId").asText(), data);
        }
    }

    private void hearList(String order, JsonNode data) {
        String list = data.path("processId").asText();
        say(list + " name", order, text(data, "name"));
        say(list + " target", order, text(data, "targetDate"));
        for (JsonNode task : data.path("tasks")) {
            String key = task.path("key").asText();
            keys.computeIfAbsent(list, any -> new TreeSet<>()).add(key);
            say(list + " " + key + " title", order, text(task, "title"));
            say(list + " " + key + " offset", order, task.path("dueOffsetDays").asText());
            String contact = task.path("contact").asText();
            String notes = task.path("notes").asText() + "\nContact: " + contact;
            say(list + " " + key + " notes", order, contact.isEmpty() ? null : notes);
            say(list + " " + key + " links", order, joined(task.path("links"), "\n"));
        }
        for (JsonNode number : data.path("storeNumbers")) {
            if (number.asText().equals(store)) {
                startedHere.add(list);
            }
        }
    }

    private void hearTask(String type, String order, String id, JsonNode data) {
        single.add(id);
        switch (type) {
            case "task.created" -> say(id + " deleted", order, "false");
            case "task.deleted" -> say(id + " deleted", order, "true");
            default -> {}
        }
        Map.of("title", "title", "notes", "notes", "dueDate", "due", "listName", "list", "status", "status")
                .forEach((field, name) -> {
                    if (data.has(field)) {
                        say(id + " " + name, order, text(data, field));
                    }
                });
        if (data.has("assignees")) {
            Set<String> sorted = new TreeSet<>();
            data.path("assignees").forEach(worker -> sorted.add(worker.asText()));
            say(id + " assignees", order, sorted.isEmpty() ? null : String.join(" ", sorted));
        }
        if (data.has("origin")) {
            say(id + " origin", order, "POS");
        }
    }

    private void say(String what, String order, @Nullable String value) {
        said.merge(what, new Word(order, value), TaskLedger::later);
    }

    private static Word later(Word one, Word other) {
        return other.order().compareTo(one.order()) > 0 ? other : one;
    }

    private @Nullable String last(String what) {
        return last(what, null);
    }

    private @Nullable String last(String what, @Nullable String otherwise) {
        Word word = said.get(what);
        return word == null ? otherwise : word.value();
    }

    private static @Nullable String text(JsonNode data, String field) {
        return data.path(field).textValue();
    }

    private static @Nullable String joined(JsonNode values, String between) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts.isEmpty() ? null : String.join(between, texts);
    }
}
