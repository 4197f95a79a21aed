package io.tandem.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Small pictures as SVG, without any style of their own: the style sheet knows their classes. Each has words for those who do not see it. */
final class Chart {
    private static final double WIDE = 240;
    private static final double HIGH = 48;
    private static final double EDGE = 2;

    private Chart() {}

    /**
     * One part of a bar.
     *
     * @param kind a class of the style sheet, such as {@code failed}
     * @param word for people
     */
    record Part(String kind, String word, long count) {}

    /** {@return a line from the oldest value to the newest, on a floor of zero} */
    static String line(List<Double> values, String words) {
        double most = Math.max(
                1e-9, values.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        double step = values.size() < 2 ? 0 : WIDE / (values.size() - 1);
        StringBuilder points = new StringBuilder();
        for (int at = 0; at < values.size(); at++) {
            points.append(format(at * step))
                    .append(',')
                    .append(format(height(values.get(at) / most)))
                    .append(' ');
        }
        String line = points.toString().strip();
        return open("line", WIDE, HIGH, words)
                + "<path class=\"floor\" d=\"M0 " + format(HIGH - EDGE) + "H" + format(WIDE) + "\"/>"
                + (values.size() < 2
                        ? ""
                        : "<polygon class=\"area\" points=\"0," + format(HIGH - EDGE) + " " + line + " " + format(WIDE)
                                + "," + format(HIGH - EDGE) + "\"/><polyline points=\"" + line + "\"/>")
                + "</svg>";
    }

    private static double height(double share) {
        return HIGH - EDGE - share * (HIGH - 2 * EDGE - 2);
    }

    /** {@return one bar of parts side by side; a part that is there is never too thin to be seen} */
    static String bar(List<Part> parts, String words) {
        List<Part> some = parts.stream().filter(part -> part.count() > 0).toList();
        double total = some.stream().mapToLong(Part::count).sum();
        double least = 1.5;
        double spare = 100 - least * some.size();
        StringBuilder bar = new StringBuilder(open("bar", 100, 8, words));
        double from = 0;
        for (Part part : some) {
            double wide = least + spare * part.count() / total;
            bar.append("<rect class=\"")
                    .append(part.kind())
                    .append("\" x=\"")
                    .append(format(from))
                    .append("\" width=\"")
                    .append(format(wide))
                    .append("\" height=\"8\"/>");
            from += wide;
        }
        return bar.append(some.isEmpty() ? "<rect class=\"none\" width=\"100\" height=\"8\"/>" : "")
                .append("</svg>")
                .toString();
    }

    /** {@return the parts in words, {@code 12 in sync, 1 failed}} */
    static String words(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.count() > 0)
                .map(part -> Wording.number(part.count()) + " " + part.word().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String open(String kind, double wide, double high, String words) {
        return "<svg class=\"chart " + kind + "\" role=\"img\" aria-label=\"" + escaped(words) + "\" viewBox=\"0 0 "
                + format(wide) + " " + format(high) + "\" preserveAspectRatio=\"none\">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String format(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
