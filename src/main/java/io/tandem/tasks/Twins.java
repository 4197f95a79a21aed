package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tasks that may be in Planner twice, or are. A second one that is just as Tandem made it is deleted with the etag under
 * which it was seen so; one that anybody changed is left to people.
 *
 * @param requests the requests that were given up, the oldest first
 */
public record Twins(List<Unanswered> requests) {
    static final Twins NONE = new Twins(List.of());

    /** What Graph has not carried out by then it never will. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Copies the requests. */
    public Twins {
        requests = List.copyOf(requests);
    }

    /** {@return no task is in Planner twice} */
    public static Twins none() {
        return NONE;
    }

    Twins and(Unanswered request) {
        return new Twins(Stream.concat(requests.stream(), Stream.of(request)).toList());
    }

    /** One of the requests of the task was carried out, and its task is the only one so far. */
    Twins landed(TaskRef ref) {
        Optional<Unanswered> first = requests.stream()
                .filter(request -> request.ref().equals(ref) && request.twin() == null)
                .findFirst();
        return new Twins(requests.stream()
                .filter(request -> first.isEmpty() || request != first.get())
                .toList());
    }

    /** Whether a task looks like one that was asked for before and given up. */
    boolean isExpected(PlannerTask task, Function<PlannerTask, Map<TaskField, String>> face) {
        return requests.stream().anyMatch(request -> request.isUntouched(task, face.apply(task)));
    }

    /**
     * What follows from a list.
     *
     * @param strangers tasks that Tandem made and knows of none what they are
     * @param earliest when a task may have been made that was asked for at a time
     */
    Twins seen(
            Collection<PlannerTask> strangers,
            Function<PlannerTask, Map<TaskField, String>> face,
            Function<Instant, Instant> earliest,
            Instant now) {
        List<PlannerTask> rest = new ArrayList<>(strangers);
        List<Unanswered> next = new ArrayList<>();
        requests.stream()
                .sorted(Comparator.comparing(request -> request.twin() == null))
                .forEach(request -> {
                    Optional<PlannerTask> task = rest.stream()
                            .filter(one -> request.twin() == null
                                    ? !one.origin().createdAt().isBefore(earliest.apply(request.since()))
                                    : request.isTwin(one.id()))
                            .min(Comparator.comparing(one -> !request.isUntouched(one, face.apply(one))));
                    task.ifPresent(rest::remove);
                    boolean over = request.twin() != null
                            || !now.isBefore(request.since().plus(LONGEST));
                    task.map(one -> request.with(twin(request, one, face.apply(one))))
                            .or(() -> over ? Optional.empty() : Optional.of(request))
                            .ifPresent(next::add);
                });
        return new Twins(next);
    }

    private static Unanswered.Twin twin(Unanswered request, PlannerTask task, Map<TaskField, String> face) {
        boolean kept = request.twin() != null && request.twin().kept();
        return new Unanswered.Twin(task.id(), task.etag(), kept || !request.isUntouched(task, face));
    }

    /** What is left to do. */
    List<Step> deletions() {
        return twins(false)
                .<Step>map(twin -> new Step.DeleteTask(TaskRef.madeInPlanner(twin.id()), twin.id(), twin.etag()))
                .toList();
    }

    private Stream<Unanswered.Twin> twins(boolean kept) {
        return requests.stream()
                .map(Unanswered::twin)
                .flatMap(Stream::ofNullable)
                .filter(twin -> twin.kept() == kept);
    }

    void report(Collection<Finding> findings) {
        requests.forEach(request -> {
            Unanswered.Twin twin = request.twin();
            if (twin != null && twin.kept()) {
                findings.add(new Finding.TaskTwice(request.ref(), twin.id()));
            }
        });
    }

    /** Whether a step is about one of the twins. */
    boolean isAbout(Step step) {
        return step instanceof Step.DeleteTask delete
                && requests.stream().anyMatch(request -> request.isTwin(delete.id()));
    }

    /** What is known after the deletion of a twin; one that was changed meanwhile stays. */
    static KnownPlan after(KnownPlan known, Step step, Outcome outcome) {
        String id = ((Step.DeleteTask) step).id();
        return switch (outcome) {
            case Outcome.TaskDeleted deleted -> known.with(known.twins().without(id));
            case Outcome.Gone gone -> known.with(known.twins().without(id));
            case Outcome.Refused refused -> known.with(known.twins().keeping(id));
            case Outcome.Outdated outdated -> known.with(known.twins().keeping(id));
            default -> known;
        };
    }

    private Twins without(String id) {
        return new Twins(
                requests.stream().filter(request -> !request.isTwin(id)).toList());
    }

    private Twins keeping(String id) {
        return new Twins(requests.stream()
                .map(request -> request.twin() != null && request.isTwin(id)
                        ? request.with(new Unanswered.Twin(id, request.twin().etag(), true))
                        : request)
                .toList());
    }
}
