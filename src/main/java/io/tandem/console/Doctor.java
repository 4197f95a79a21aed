package io.tandem.console;

import io.tandem.deadletter.LetterFilter;
import io.tandem.teams.HierarchyState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything that may be wrong, all at the same time; a check that fails is a finding and hides no other. */
public record Doctor(List<Check> checks) {
    private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);
    private static final int PATIENCE_SECONDS = 20;

    /** Copies the checks. */
    public Doctor {
        checks = List.copyOf(checks);
    }

    /** {@return this doctor with what is known here: stores, hierarchies, and what waits for somebody} */
    public Doctor with(OpsServer.Views views, Pulse pulse, Plans plans, Enabling enabling, HierarchyState hierarchies) {
        List<Check> all = new ArrayList<>(checks);
        all.add(PulseCheck.troubles(pulse::troubles));
        all.add(PulseCheck.warnings(pulse::warnings));
        all.add(new StateCheck(() -> state(views, enabling)));
        all.add(new HierarchyCheck(hierarchies::published));
        all.add(new StoreCheck(plans::findings));
        return new Doctor(all);
    }

    private static StateCheck.State state(OpsServer.Views views, Enabling enabling) {
        return new StateCheck.State(
                enabling.sentence(),
                views.holds().holds().stream()
                        .filter(hold -> hold.state().equals("open"))
                        .count(),
                views.stores().counts().getOrDefault("failed", 0L),
                views.letters().letters().page(LetterFilter.OPEN, null, 1).total());
    }

    /**
     * What came of one check.
     *
     * @param found the worst first
     */
    record Result(String check, List<Diagnosis> found) {}

    /** {@return the results in the order of the checks} */
    List<Result> examine() {
        return checks.stream().map(Doctor::begun).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static CompletableFuture<Result> begun(Check check) {
        return CompletableFuture.supplyAsync(check::look, Thread::startVirtualThread)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(failure -> failed(check, failure))
                .thenApply(found -> new Result(
                        check.name(),
                        found.stream()
                                .sorted(Comparator.comparing(Diagnosis::severity)
                                        .thenComparing(Diagnosis::code))
                                .toList()));
    }

    private static List<Diagnosis> failed(Check check, Throwable failure) {
        String code = "check-failed:" + check.name();
        if (failure instanceof TimeoutException) {
            LOG.warn("A check of the doctor took too long check={} seconds={}", check.name(), PATIENCE_SECONDS);
            return List.of(Diagnosis.warns(
                    code,
                    "it could not be looked at within " + PATIENCE_SECONDS + " s",
                    "ask again when there is less to do"));
        }
        LOG.warn("A check of the doctor failed check={}", check.name(), failure);
        return List.of(Diagnosis.warns(
                code,
                "it could not be looked at (" + failure.getClass().getSimpleName() + ")",
                "read the log, mend what it says, and ask again"));
    }
}
