package io.tandem.cli;

import io.tandem.Tandem;
import io.tandem.cli.Deed.Kind;
import io.tandem.cli.Deed.Named;
import io.tandem.console.StoreViews;
import io.tandem.console.TaskViews;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Chooses who does what in the demo, from the stores, people and tasks that are in step. */
final class DemoScript {
    /** So many stores take part. */
    private static final int STORES = 8;

    /** A list before the daily ones, what is due first before the rest. */
    private static final Comparator<TaskViews.Row> ORDER = Comparator.comparing(TaskViews.Row::list)
            .reversed()
            .thenComparing(row -> Objects.requireNonNullElse(row.due(), LocalDate.MAX))
            .thenComparing(TaskViews.Row::title);

    private final Map<String, String> names;
    private final Instant now;

    DemoScript(Map<String, String> names, Instant now) {
        this.names = names;
        this.now = now;
    }

    /** A store with its people, by object id, and the tasks of lists that nobody has begun. */
    private record Scene(StoreViews.Row store, List<String> owners, List<String> members, List<TaskViews.Row> tasks) {
        TaskViews.Row last() {
            return tasks.getLast();
        }

        boolean isBusy() {
            return !owners.isEmpty() && members.size() > 1 && tasks.size() > 2;
        }
    }

    /** {@return what people are to do, in order; nothing when too few stores have people and tasks} */
    List<Deed> of(Tandem tandem) {
        List<Scene> scenes = tandem.stores().stores().stream()
                .filter(store -> store.state().equals("inSync") && store.teamId() != null)
                .map(store -> scene(tandem, store))
                .filter(Scene::isBusy)
                .limit(STORES)
                .toList();
        return scenes.size() < STORES ? List.of() : deeds(scenes);
    }

    private static Scene scene(Tandem tandem, StoreViews.Row row) {
        StoreNumber store = new StoreNumber(row.storeNumber());
        List<TaskViews.Row> tasks = tandem.tasks().tasks(store, TaskStatus.NOT_STARTED).stream()
                .filter(task -> task.plannerTaskId() != null && !task.list().isEmpty())
                .sorted(ORDER)
                .toList();
        return new Scene(row, people(tandem, store, "owner"), people(tandem, store, "member"), tasks);
    }

    private static List<String> people(Tandem tandem, StoreNumber store, String role) {
        return tandem.stores().store(store).map(StoreViews.Detail::roster).stream()
                .flatMap(Collection::stream)
                .filter(person -> person.role().equals(role) && person.writtenAt() != null && person.refusal() == null)
                .map(StoreViews.Person::userId)
                .toList();
    }

    private List<Deed> deeds(List<Scene> scenes) {
        Scene one = scenes.getFirst();
        Scene two = scenes.get(1);
        Scene three = scenes.get(2);
        Scene four = scenes.get(3);
        Scene last = scenes.getLast();
        Stream<Deed> inPlanner = Stream.of(
                worker(Kind.COMPLETED, one, one.tasks().getFirst()),
                manager(Kind.COMPLETED, one, one.tasks().get(1), Named.NOTHING),
                worker(Kind.COMPLETED, two, two.last()),
                worker(Kind.STARTED, two, two.tasks().getFirst()),
                manager(Kind.DELETED, three, three.tasks().getFirst(), Named.NOTHING),
                made(three, "Buy tape for the gift wrap"),
                renamed(four, four.tasks().getFirst()),
                added(four, stranger(one, four)));
        Stream<Deed> atTheTill =
                scenes.subList(4, STORES - 1).stream().map(scene -> worker(Kind.AT_THE_TILL, scene, scene.last()));
        Stream<Deed> both = Stream.of(worker(Kind.CLASHED, last, last.tasks().getFirst()));
        return Stream.of(inPlanner, atTheTill, both).flatMap(deeds -> deeds).toList();
    }

    private Deed worker(Kind kind, Scene scene, TaskViews.Row task) {
        return deed(kind, scene, scene.members().getFirst(), task, Named.NOTHING);
    }

    private Deed manager(Kind kind, Scene scene, TaskViews.Row task, Named object) {
        return deed(kind, scene, scene.owners().getFirst(), task, object);
    }

    private Deed renamed(Scene scene, TaskViews.Row task) {
        return manager(Kind.RENAMED, scene, task, new Named("", task.title() + " by Friday"));
    }

    private Deed deed(Kind kind, Scene scene, String user, TaskViews.Row task, Named object) {
        return new Deed(
                kind,
                scene.store().storeNumber(),
                String.valueOf(scene.store().name()),
                String.valueOf(scene.store().teamId()),
                user,
                name(user),
                String.valueOf(task.taskId()),
                String.valueOf(task.plannerTaskId()),
                task.title(),
                object,
                now.toString());
    }

    private Deed made(Scene scene, String title) {
        return taskless(Kind.MADE, scene, scene.members().getLast(), title, Named.NOTHING);
    }

    private Deed added(Scene scene, String user) {
        return taskless(Kind.ADDED, scene, scene.owners().getFirst(), "", new Named(user, name(user)));
    }

    private Deed taskless(Kind kind, Scene scene, String user, String title, Named object) {
        return new Deed(
                kind,
                scene.store().storeNumber(),
                String.valueOf(scene.store().name()),
                String.valueOf(scene.store().teamId()),
                user,
                name(user),
                "",
                "",
                title,
                object,
                now.toString());
    }

    /** Somebody of one store who is not in the team of the other. */
    private static String stranger(Scene one, Scene other) {
        return one.members().stream()
                .filter(user ->
                        !other.members().contains(user) && !other.owners().contains(user))
                .findFirst()
                .orElseThrow();
    }

    private String name(String user) {
        return names.getOrDefault(user, user);
    }
}
