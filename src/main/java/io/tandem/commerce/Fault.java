package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationMessage;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One thing that is wrong with an event, in the words of the definition that it breaks.
 *
 * @param pointer JSON pointer to what is wrong
 * @param problem what is wrong, and what it has to be
 */
record Fault(String pointer, String problem) {
    /** What may tell who a person is, or hold a letter to one, is not repeated. */
    private static final Set<String> PERSONAL = Set.of(
            "name",
            "email",
            "userPrincipalName",
            "street",
            "city",
            "state",
            "postalCode",
            "country",
            "title",
            "notes",
            "contact",
            "links",
            "listName");

    private static final int SHOWN = 40;

    /** {@return the fault that the validator found; {@code definitions} looks a definition up} */
    static Fault of(ValidationMessage message, Function<SchemaLocation, JsonNode> definitions) {
        String place = message.getSchemaLocation().toString();
        String pointer = message.getInstanceLocation().toString();
        if (place.contains("/anyOf/")) {
            return new Fault("", " must be " + described(cut(place, "/anyOf/"), definitions));
        }
        if (message.getType().equals("required")) {
            return missing(pointer + "/" + message.getProperty(), place, definitions);
        }
        String wanted = described(place.contains("/allOf/") ? cut(place, "/allOf/") : cut(place, "/"), definitions);
        return new Fault(pointer, shown(pointer, message.getInstanceNode()) + " must be " + wanted);
    }

    /** {@return pointer and problem} */
    String words(String prefix) {
        String place = prefix + pointer;
        return (place.isEmpty() ? "it" : place) + problem;
    }

    /** {@return a text from outside, fit for a log: short, printable, one line} */
    static String shortened(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "...";
    }

    private static Fault missing(String pointer, String place, Function<SchemaLocation, JsonNode> definitions) {
        String property = pointer.substring(pointer.lastIndexOf('/'));
        String wanted = described(cut(place, "/") + "/properties" + property, definitions);
        return new Fault(pointer, " is missing, add " + wanted);
    }

    private static String described(String place, Function<SchemaLocation, JsonNode> definitions) {
        return definitions.apply(SchemaLocation.of(place)).path("description").asText();
    }

    private static String cut(String place, String from) {
        return place.substring(0, place.lastIndexOf(from));
    }

    private static String shown(String pointer, JsonNode value) {
        if (Stream.of(pointer.split("/", -1)).anyMatch(PERSONAL::contains)) {
            return "";
        }
        if (value.isContainerNode()) {
            return value.isArray() ? " is an array but" : " is an object but";
        }
        return " is " + shortened(value.toString()) + " but";
    }
}
