package io.tandem.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The metrics as they are published (Prometheus text format 0.0.4), to be added up.
 *
 * @param samples all that are numbers
 */
record Readings(List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Copies the samples. */
    Readings {
        samples = List.copyOf(samples);
    }

    /** One number. */
    record Sample(String name, Map<String, String> labels, double value) {
        String label(String key) {
            return labels.getOrDefault(key, "");
        }
    }

    static Readings none() {
        return new Readings(List.of());
    }

    static Readings of(String text) {
        List<Sample> samples = new ArrayList<>();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> {
                    Map<String, String> labels = new TreeMap<>();
                    String listed = line.group(2);
                    if (listed != null) {
                        LABEL.matcher(listed).results().forEach(label -> labels.put(label.group(1), label.group(2)));
                    }
                    number(line.group(3)).forEach(value -> samples.add(new Sample(line.group(1), labels, value)));
                });
        return new Readings(samples);
    }

    private static List<Double> number(String text) {
        try {
            double value = Double.parseDouble(text.replace("+Inf", "Infinity"));
            return Double.isNaN(value) ? List.of() : List.of(value);
        } catch (NumberFormatException other) {
            return List.of();
        }
    }

    List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    double sum(String name) {
        return named(name).stream().mapToDouble(Sample::value).sum();
    }

    /** {@return the sums by something that is made of the labels} */
    Map<String, Double> sums(String name, Function<Sample, String> by) {
        return named(name).stream()
                .collect(Collectors.groupingBy(by, TreeMap::new, Collectors.summingDouble(Sample::value)));
    }
}
