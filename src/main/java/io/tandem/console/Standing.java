package io.tandem.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far all is as it should be, in sentences.
 *
 * @param down what is down
 * @param underWay what Tandem works on, or will in a moment
 * @param waiting what waits for somebody, and will for hours unless he comes
 */
record Standing(List<String> down, List<String> underWay, List<String> waiting) {
    private static final String KEYS = "tandem_keys";

    Standing {
        down = List.copyOf(down);
        underWay = List.copyOf(underWay);
        waiting = List.copyOf(waiting);
    }

    /**
     * Puts together what is known.
     *
     * @param stores stores by the state of their team
     * @param communications state of the communications team, empty when there is none
     * @param tasks stores by the state of their tasks
     * @param letters open dead letters
     */
    static Standing of(
            Vitals vitals, Map<String, Long> stores, String communications, Map<String, Long> tasks, long letters) {
        List<String> underWay = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        vitals.lag().forEach((topic, records) -> {
            if (records != 0) {
                underWay.add(
                        records < 0
                                ? "Nobody knows how many records wait on " + topic + "."
                                : Wording.count(records, "record waits on ", "records wait on ") + topic + ".");
            }
        });
        keys(underWay, waiting, stores, parked(vitals, "store"), "team");
        keys(underWay, waiting, Map.of(communications, 1L), parked(vitals, "team"), "communications team");
        keys(underWay, waiting, tasks, parked(vitals, "tasks"), "task board");
        add(waiting, count(stores, "held"), "team is", "teams are", "held until somebody approves or rejects removals");
        add(
                waiting,
                letters,
                "dead letter is",
                "dead letters are",
                "open until somebody replays or discards " + (letters == 1 ? "it" : "them"));
        return new Standing(
                vitals.troubles().values().stream()
                        .map(trouble -> Wording.capital(trouble) + ".")
                        .toList(),
                underWay,
                waiting);
    }

    /** {@return the same, with what keeps Tandem from going on at all} */
    Standing unless(Optional<String> switchedOff) {
        return new Standing(
                down,
                underWay,
                Stream.concat(switchedOff.stream(), waiting.stream()).toList());
    }

    private static void keys(
            List<String> underWay, List<String> waiting, Map<String, Long> counts, long parked, String what) {
        String one = what + " is";
        String many = what + "s are";
        add(underWay, count(counts, "working"), one, many, "being worked on");
        long failed = count(counts, "failed");
        long tried = Math.max(0, failed - parked);
        add(underWay, tried, what + " has", what + "s have", "failed and will be tried again in minutes");
        add(
                waiting,
                failed - tried,
                one,
                many,
                "parked after too many failures, until somebody replays the dead letter that says why");
    }

    private static void add(List<String> sentences, long number, String one, String many, String rest) {
        if (number > 0) {
            sentences.add(Wording.count(number, one, many) + " " + rest + ".");
        }
    }

    private static long count(Map<String, Long> counts, String word) {
        return counts.getOrDefault(word, 0L);
    }

    private static long parked(Vitals vitals, String kind) {
        return Math.round(vitals.readings().named(KEYS).stream()
                .filter(sample -> sample.label("kind").equals(kind)
                        && sample.label("state").equals("parked"))
                .mapToDouble(Readings.Sample::value)
                .sum());
    }

    List<String> sentences() {
        return Stream.of(down, underWay, waiting).flatMap(List::stream).toList();
    }

    String kind() {
        if (!down.isEmpty()) {
            return "failed";
        }
        return !underWay.isEmpty() ? "working" : waiting.isEmpty() ? "inSync" : "waiting";
    }

    String words() {
        return switch (kind()) {
            case "failed" -> "Something is down";
            case "working" -> "On its way";
            case "waiting" -> "Waiting for you";
            default -> "Everything is in step";
        };
    }
}
