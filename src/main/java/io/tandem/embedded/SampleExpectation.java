package io.tandem.embedded;

import io.tandem.embedded.Expected.Finding;
import io.tandem.embedded.Expected.State;
import io.tandem.model.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What must come out of a cast, from its plots alone. */
final class SampleExpectation {
    private final SampleCast cast;

    SampleExpectation(SampleCast cast) {
        this.cast = cast;
    }

    Stream<Expected> stores() {
        return IntStream.range(0, cast.storeCount()).mapToObj(this::store);
    }

    /** {@return object ids of those who hold the role "Retail task manager" today} */
    Stream<String> communications() {
        return cast.workers(Set.of(SamplePlot.TASK_MANAGER)).map(SampleWorker::objectId);
    }

    private Expected store(int ordinal) {
        SampleStore store = cast.store(ordinal);
        if (store.closed()) {
            return teamless(store, State.CLOSED_WITHOUT_TEAM, List.of());
        }
        List<SampleWorker> staff = cast.staffOf(ordinal).toList();
        Set<String> owners = usable(staff, store, Role.MANAGER);
        return owners.isEmpty()
                ? teamless(store, State.WAITING_NO_MANAGER, findings(staff, store))
                : new Expected(
                        store.number(),
                        store.name(),
                        State.IN_STEP,
                        owners,
                        usable(staff, store, Role.WORKER),
                        findings(staff, store));
    }

    private static Expected teamless(SampleStore store, State state, List<Finding> findings) {
        return new Expected(store.number(), store.name(), state, Set.of(), Set.of(), findings);
    }

    private static Set<String> usable(List<SampleWorker> staff, SampleStore store, Role role) {
        return staff.stream()
                .filter(worker -> worker.plot().problem().isEmpty())
                .filter(worker ->
                        worker.roleToday(store.number()).filter(role::equals).isPresent())
                .map(SampleWorker::objectId)
                .collect(Collectors.toSet());
    }

    private static List<Finding> findings(List<SampleWorker> staff, SampleStore store) {
        Function<SampleWorker, Stream<Finding>> finding =
                worker -> worker.plot().problem().stream().map(problem -> new Finding(worker.number(), problem));
        return staff.stream()
                .filter(worker -> worker.roleToday(store.number()).isPresent())
                .flatMap(finding)
                .sorted(Comparator.comparing(Finding::personnelNumber))
                .toList();
    }
}
