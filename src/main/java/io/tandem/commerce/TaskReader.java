package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.model.RetailTask;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;
import io.tandem.model.TaskOrigin;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads facts as the tasks of one store: those of the lists that are started there, and those that Commerce made or
 * deleted one by one. On every field the newest word counts, whether of a list or of the single task.
 */
final class TaskReader {
    private final StoreNumber store;
    private final Map<TaskId, RetailTask> tasks = new TreeMap<>();

    private TaskReader(StoreNumber store) {
        this.store = store;
    }

    /** {@return the tasks of the store, ordered by id, those that Commerce deleted included} */
    static List<RetailTask> read(StoreNumber store, Collection<Fact> facts) {
        TaskReader reader = new TaskReader(store);
        bySubject(facts, Subjects.LIST).forEach(reader::readList);
        bySubject(facts, Subjects.TASK).forEach(reader::readTask);
        return List.copyOf(reader.tasks.values());
    }

    private static Map<String, List<Fact>> bySubject(Collection<Fact> facts, String prefix) {
        return facts.stream()
                .filter(fact -> fact.subject().startsWith(prefix))
                .collect(Collectors.groupingBy(fact -> fact.subject().substring(prefix.length())));
    }

    private void readList(String process, List<Fact> told) {
        if (told.stream().anyMatch(fact -> fact.isAbout(store))) {
            SubjectFacts list = new SubjectFacts(
                    told.stream().filter(fact -> fact.about().isEmpty()).toList());
            list.beginningWith(FactFields.LIST_TASK)
                    .forEach(entry -> listTask(process, list, entry).ifPresent(task -> tasks.put(task.id(), task)));
        }
    }

    private Optional<RetailTask> listTask(String process, SubjectFacts list, Fact entry) {
        String name = list.text(FactFields.NAME).orElse(null);
        String key = entry.field().substring(FactFields.LIST_TASK.length());
        return SubjectFacts.readable(key, text -> TaskId.ofList(process, store, text))
                .map(id ->
                        new RetailTask(id, store, TaskOrigin.HQ, name, false, WordsOnTask.ofList(list, entry), null));
    }

    private void readTask(String id, List<Fact> told) {
        SubjectFacts task = new SubjectFacts(
                told.stream().filter(fact -> fact.isAbout(store)).toList());
        SubjectFacts.readable(id, TaskId::new)
                .flatMap(number -> known(number, task))
                .ifPresent(known -> tasks.put(known.id(), known));
    }

    /** Words on a task that nobody has made yet wait until somebody does. */
    private Optional<RetailTask> known(TaskId id, SubjectFacts task) {
        return Optional.ofNullable(tasks.get(id))
                .or(() -> task.find(FactFields.DELETED).map(made -> unlisted(id, task)))
                .map(before -> new RetailTask(
                        id,
                        store,
                        before.origin(),
                        before.list(),
                        task.json(FactFields.DELETED)
                                .filter(JsonNode::asBoolean)
                                .isPresent(),
                        WordsOnTask.newest(before.words(), task),
                        task.text(FactFields.PLANNER_TASK_ID).orElse(null)));
    }

    private RetailTask unlisted(TaskId id, SubjectFacts task) {
        TaskOrigin origin = task.value(FactFields.ORIGIN, name -> TaskOrigin.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(TaskOrigin.HQ);
        String list = task.text(FactFields.LIST_NAME).orElse(null);
        return new RetailTask(id, store, origin, list, false, WordsOnTask.untold(), null);
    }
}
