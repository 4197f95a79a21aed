package io.tandem.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.commerce.Fact;
import java.util.Locale;
import java.util.Map;

/** Says facts of Commerce in words. */
final class FactWords {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Beginnings of fields, and what they mean; the rest of the field stands for %s. */
    private static final Map<String, String> FORMS = Map.of(
            "hired/", "Hired: %s",
            "terminated/", "Employment ends: %s",
            "restarted/", "First day corrected: %s",
            "assigned/", "Assigned%s",
            "unassigned/", "Assignment ends: %s",
            "role/", "Role: %s");

    private FactWords() {}

    static String sentence(Fact fact) {
        String value = fact.value() == null ? "" : fact.value();
        String store = fact.about().startsWith("store/") ? fact.about().substring("store/".length()) : "";
        return sentence(fact.field(), value) + (store.isEmpty() ? "" : ", store " + store);
    }

    /** Of a word on a store, or on somebody in it. */
    static String sentence(StoreBoard.Word word) {
        String who = word.subject().startsWith("worker/")
                ? "Worker " + word.subject().substring(7) + ": "
                : "";
        return who + sentence(word.field(), word.value());
    }

    private static String sentence(String field, String value) {
        for (Map.Entry<String, String> form : FORMS.entrySet()) {
            if (field.startsWith(form.getKey())) {
                String rest = field.substring(form.getKey().length()).replace("/", " ");
                return form.getKey().equals("role/") && text(value).equals("false")
                        ? "No longer " + rest
                        : form.getValue().formatted(rest(form.getKey(), rest)) + detail(value);
            }
        }
        return Wording.capital(spaced(field)) + detail(value);
    }

    private static String rest(String prefix, String rest) {
        boolean day = prefix.equals("assigned/");
        return day && !rest.isEmpty() ? " from " + rest : rest;
    }

    /** {@code operatingUnitNumber} as three words. */
    private static String spaced(String field) {
        return field.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String detail(String json) {
        if (json.isEmpty()) {
            return " cleared";
        }
        String text = text(json);
        return text.isEmpty() || text.equals("true") ? "" : ": " + text;
    }

    private static String text(String json) {
        try {
            JsonNode value = JSON.readTree(json);
            if (!value.isObject()) {
                return value.asText(value.toString());
            }
            StringBuilder parts = new StringBuilder();
            value.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    parts.append(parts.isEmpty() ? "" : ", ")
                            .append(field.getKey())
                            .append(' ')
                            .append(field.getValue().asText());
                }
            });
            return parts.toString();
        } catch (JsonProcessingException damaged) {
            return json;
        }
    }
}
