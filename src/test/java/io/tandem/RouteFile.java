package io.tandem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A file of {@code routes/}, as text and as what YAML makes of it.
 *
 * @param name file name without {@code .camel.yaml}
 */
record RouteFile(String name, String text, JsonNode content) {
    static final Path FOLDER = Path.of("routes");
    static final String ENDING = ".camel.yaml";

    /** A key that is there twice is a mistake that Camel does not tell of. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * A step of a route, or of a part of one.
     *
     * @param kind for example {@code to} or {@code bean}
     * @param options what stands below it; no object when the short form is used
     */
    record Step(String kind, JsonNode options) {}

    static List<RouteFile> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(RouteFile::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static RouteFile read(Path file) {
        try {
            return of(file.getFileName().toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file.toString(), unreadable);
        }
    }

    static RouteFile of(String fileName, String text) {
        try {
            return new RouteFile(fileName.replace(ENDING, ""), text, YAML.readTree(text));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(fileName, broken);
        }
    }

    /** {@return the one route of the file, missing when it is none of a flow} */
    JsonNode route() {
        return content.path(0).path("route");
    }

    Stream<JsonNode> configurations() {
        return elements(content).map(item -> item.path("routeConfiguration")).filter(item -> !item.isMissingNode());
    }

    /** {@return all steps, those inside others too} */
    Stream<Step> steps() {
        return objects(content)
                .flatMap(object -> elements(object.path("steps")))
                .flatMap(RouteFile::steps);
    }

    private static Stream<Step> steps(JsonNode item) {
        return item.isObject()
                ? item.properties().stream().map(step -> new Step(step.getKey(), step.getValue()))
                : Stream.of(new Step(item.asText(), MissingNode.getInstance()));
    }

    /** {@return every key and value of the file, wherever they stand} */
    Stream<Map.Entry<String, JsonNode>> entries() {
        return objects(content).flatMap(object -> object.properties().stream());
    }

    private static Stream<JsonNode> objects(JsonNode node) {
        return Stream.concat(
                node.isObject() ? Stream.of(node) : Stream.empty(),
                elements(node).flatMap(RouteFile::objects));
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
