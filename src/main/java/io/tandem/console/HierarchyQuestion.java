package io.tandem.console;

import io.tandem.teams.TargetingForm;
import io.tandem.teams.TargetingForm.Attribute;
import io.tandem.teams.TargetingSheet.NameColumn;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads how somebody wants the targeting hierarchy: {@code ?column=&leaveOut=&attributes=&buckets=}. */
final class HierarchyQuestion {
    private HierarchyQuestion() {}

    /** @throws IllegalArgumentException when it cannot be had so; the sentence says what can */
    static TargetingForm form(RoutingContext context) {
        return new TargetingForm(
                Requests.parameter(
                        context,
                        "column",
                        text -> one("column", NameColumn.values(), NameColumn::word, text),
                        NameColumn.DISPLAY_NAME),
                Requests.parameter(context, "leaveOut", HierarchyQuestion::yes, false),
                Requests.parameter(context, "attributes", HierarchyQuestion::attributes, List.of()),
                Requests.parameter(context, "buckets", text -> texts(text).toList(), List.of()));
    }

    private static List<Attribute> attributes(String text) {
        return texts(text)
                .map(word -> one("attributes", Attribute.values(), HierarchyQuestion::word, word))
                .toList();
    }

    private static Stream<String> texts(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static boolean yes(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("leaveOut=" + text + " is not true or false");
        }
        return text.equals("true");
    }

    private static String word(Attribute attribute) {
        return attribute.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> T one(String name, T[] all, Function<T, String> word, String text) {
        return Arrays.stream(all)
                .filter(value -> word.apply(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + "=" + text + " is not one of "
                        + Arrays.stream(all).map(word).collect(Collectors.joining(", "))));
    }
}
