package io.tandem.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What waits for somebody: Tandem itself, removals, stores that failed, dead letters. */
record StateCheck(Supplier<State> state) implements Check {

    /**
     * How Tandem stands.
     *
     * @param disabled why nothing is written, empty = something is
     * @param holds removals that wait for approval
     * @param failed stores whose last try went wrong
     * @param letters open dead letters
     */
    record State(Optional<String> disabled, long holds, long failed, long letters) {}

    @Override
    public String name() {
        return "state";
    }

    @Override
    public List<Diagnosis> look() {
        State now = state.get();
        List<Diagnosis> found = new ArrayList<>();
        now.disabled()
                .ifPresent(why ->
                        found.add(Diagnosis.warns("disabled", why, "look at './tandem plan', then './tandem enable'")));
        counted(
                found,
                now.holds(),
                "holds-open",
                " to be approved or rejected: people to be removed, or teams to be archived",
                "'./tandem holds list' shows them");
        counted(found, now.failed(), "stores-failed", " went wrong when last tried", "the page of each store says why");
        counted(
                found,
                now.letters(),
                "letters-open",
                " could not be processed",
                "'./tandem dead-letters list' shows them");
        return found;
    }

    private static void counted(List<Diagnosis> found, long number, String code, String what, String remedy) {
        if (number > 0) {
            String noun = switch (code) {
                case "holds-open" -> Wording.count(number, "hold", "holds");
                case "stores-failed" -> Wording.count(number, "store", "stores");
                default -> Wording.count(number, "record", "records");
            };
            found.add(Diagnosis.warns(code, noun + what, remedy));
        }
    }
}
