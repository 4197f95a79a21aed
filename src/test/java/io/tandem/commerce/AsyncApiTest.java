package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {
    private static final JsonSchemaFactory PLAIN = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @Test
    void listsExactlyTheTypesThatAreKnown() {
        List<String> known = Arrays.stream(EventType.values())
                .map(type -> EventType.PREFIX + type.title())
                .toList();

        List<String> listed = Catalog.messages("commerceEvents").stream()
                .map(message -> message.path("name").asText())
                .toList();

        assertThat(listed).containsExactlyElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("messagesWithData")
    void namesEachSchemaAfterItsType(JsonNode message) {
        String type = message.path("name").asText();

        assertThat(type).isEqualTo(message.at("/examples/0/payload/type").asText());
        assertThat(message.at("/payload/allOf/1/properties/data/$ref").asText())
                .isEqualTo("./" + type.replaceFirst("io\\.tandem\\.(commerce\\.)?", "") + ".json");
    }

    @Test
    void namesTheTopics() {
        JsonNode channels = Catalog.document().path("channels");

        assertThat(channels.findValuesAsText("address"))
                .containsExactlyInAnyOrder(
                        "commerce.events", "commerce.updates", "graph.notifications", "tandem.dead-letters");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void hasAnExampleOfEachType(EventType type) {
        assertThat(Catalog.examples())
                .extracting(example -> example.path("type").asText())
                .contains(EventType.PREFIX + type.title());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsExamplesThatAreAccepted(JsonNode example) {
        Reading reading = new EventParser(InstantSource.fixed(Instant.MAX))
                .read(example.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(reading).isInstanceOf(Reading.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("messagesWithData")
    void refersToSchemasThatAcceptTheExamples(JsonNode message) {
        String schema = message.at("/payload/allOf/1/properties/data/$ref").asText();
        JsonNode data = message.at("/examples/0/payload/data");

        assertThat(schema(schema).validate(data)).isEmpty();
        assertThat(schema("./envelope.json").validate(message.at("/examples/0/payload")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("messagesWithData")
    void keysEachEventByItsSubject(JsonNode message) {
        assertThat(message.at("/bindings/kafka/key/$ref").asText()).isEqualTo("#/components/schemas/key");
        assertThat(message.at("/examples/0/payload/subject").asText())
                .matches("((store|worker)/[0-9]{6})|(process/HOL-2026)|(hierarchy/[A-Z].*)");
    }

    static Stream<JsonNode> examples() {
        return Catalog.examples().stream();
    }

    static Stream<JsonNode> messagesWithData() {
        return Stream.of("commerceEvents", "commerceUpdates")
                .map(Catalog::messages)
                .flatMap(List::stream);
    }

    private static com.networknt.schema.JsonSchema schema(String reference) {
        return PLAIN.getSchema(SchemaLocation.of(reference.replace("./", "classpath:schemas/")));
    }
}
