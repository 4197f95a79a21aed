package io.tandem.embedded;

import io.tandem.embedded.SampleTable.Row;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** First and last names by company, mixed at random. */
final class SampleNames {
    private static final Pattern NOT_PLAIN = Pattern.compile("[^a-z]");

    private final Map<String, List<Row>> rowsByEntity;
    private final Map<String, Part> parts;

    /**
     * A name of a person.
     *
     * @param first first name
     * @param last last name
     */
    record Name(Part first, Part last) {
        String display() {
            return first.shown() + " " + last.shown();
        }

        /** {@return {@code cgallagher} or {@code emmah}, the two styles of commerce-contract 6} */
        String alias(boolean initialFirst) {
            return initialFirst
                    ? first.plain().charAt(0) + last.plain()
                    : first.plain() + last.plain().charAt(0);
        }
    }

    /**
     * A first or last name.
     *
     * @param shown as its bearer writes it
     * @param plain in the letters a to z
     */
    record Part(String shown, String plain) {}

    SampleNames(SampleTable table) {
        rowsByEntity = table.rows().stream().collect(Collectors.groupingBy(row -> row.text("entity")));
        parts = table.rows().stream()
                .flatMap(row -> row.cells().stream().skip(1))
                .distinct()
                .collect(Collectors.toMap(cell -> cell, cell -> new Part(cell, plain(cell))));
    }

    /** Picks a name that is usual where the company is. */
    Name pick(String entity, RandomGenerator random) {
        List<Row> rows = Objects.requireNonNull(rowsByEntity.get(entity), entity);
        Row first = rows.get(random.nextInt(rows.size()));
        Row last = rows.get(random.nextInt(rows.size()));
        return new Name(partOf(first.cells().get(1)), partOf(last.cells().get(2)));
    }

    private Part partOf(String cell) {
        return Objects.requireNonNull(parts.get(cell), cell);
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT)
                .replace('đ', 'd')
                .replace('ł', 'l')
                .replace('ø', 'o')
                .replace("ß", "ss");
        return NOT_PLAIN
                .matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                .replaceAll("");
    }
}
