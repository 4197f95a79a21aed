package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes, it is answered; and what is accepted can be taken apart and read. */
class EventParserPropertiesTest {
    private static final EventParser PARSER = new EventParser(InstantSource.fixed(Instant.MAX));
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Property
    void answersAnyBytes(@ForAll byte[] bytes) {
        assertAnswered(bytes);
    }

    @Property
    void answersAnyText(@ForAll String text) {
        assertAnswered(text.getBytes(StandardCharsets.UTF_8));
        assertAnswered(text.getBytes(StandardCharsets.UTF_16));
    }

    @Property(tries = 1500)
    void answersEventsWithDamagedBytes(@ForAll("examples") JsonNode example, @ForAll long seed) {
        byte[] bytes = example.toString().getBytes(StandardCharsets.UTF_8);
        Random random = new Random(seed);
        for (int damage = random.nextInt(4); damage >= 0; damage--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }

        assertAnswered(bytes);
    }

    @Property(tries = 1500)
    void answersEventsWithOtherValues(
            @ForAll("examples") JsonNode example, @ForAll("values") JsonNode value, @ForAll long seed) {
        ObjectNode event = example.deepCopy();
        Random random = new Random(seed);
        ObjectNode where = random.nextInt(3) == 0 ? event : (ObjectNode) event.required("data");
        List<String> fields = where.propertyStream().map(Map.Entry::getKey).toList();

        where.set(fields.get(random.nextInt(fields.size())), value);

        assertAnswered(event.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void answersAnyTextInAnyField(@ForAll("examples") JsonNode example, @ForAll String text, @ForAll long seed) {
        ObjectNode event = example.deepCopy();
        ObjectNode data = (ObjectNode) event.required("data");
        List<String> fields = data.propertyStream().map(Map.Entry::getKey).toList();

        data.put(fields.get(new Random(seed).nextInt(fields.size())), text);

        assertAnswered(event.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void answersAnyNumber(
            @ForAll("examples") JsonNode example,
            @ForAll @IntRange(min = -1, max = 3) int place,
            @ForAll @From("numbers") String number) {
        List<String> texts = example.propertyStream()
                .map(Map.Entry::getValue)
                .filter(JsonNode::isTextual)
                .map(JsonNode::toString)
                .toList();
        String replaced = place < 0 ? example.path("sequence").toString() : texts.get(place);

        assertAnswered(example.toString().replace(replaced, number).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.of(
                "0",
                "-0",
                "1.0e5",
                "1.5",
                "1e400",
                "-1e400",
                "1e-400",
                "1e2147483647",
                "1e99999999999",
                "9".repeat(999),
                "9".repeat(2000),
                "1e-99999999999",
                "99999999999999999999",
                "100000000000000000000");
    }

    @Provide
    Arbitrary<JsonNode> examples() {
        return Arbitraries.of(Catalog.examples());
    }

    @Provide
    Arbitrary<JsonNode> values() {
        return Arbitraries.of(
                JSON.nullNode(),
                JSON.booleanNode(true),
                JSON.numberNode(-1),
                JSON.numberNode(new java.math.BigDecimal("1e400")),
                JSON.numberNode(new java.math.BigInteger("9".repeat(300))),
                JSON.arrayNode().add(JSON.arrayNode()),
                JSON.arrayNode(),
                JSON.arrayNode().add("000205").add("000205").add("000100"),
                JSON.arrayNode()
                        .add(JSON.objectNode().put("key", "a").put("title", "b").put("dueOffsetDays", 1e9)),
                JSON.arrayNode()
                        .add(JSON.objectNode().put("key", "a").put("title", "b").put("dueOffsetDays", -3650.0)),
                JSON.objectNode().put("name", 1),
                JSON.objectNode().put("$ref", "#"),
                JSON.textNode(""),
                JSON.textNode("\n"),
                JSON.textNode("000135\n"),
                JSON.textNode("2026-11-23\n"),
                JSON.textNode("2000-01-01T00:00:00+18:00"),
                JSON.textNode("2999-12-31T23:59:59.999999999-18:00"),
                JSON.textNode("+999999999-12-31"),
                JSON.textNode("-0001-01-01"),
                JSON.textNode("0000-01-01"),
                JSON.textNode("store/"),
                JSON.textNode("Retail task manager\n"),
                JSON.textNode("UTC"),
                JSON.textNode("a/b"),
                JSON.textNode("\u2003a\u2003"),
                JSON.textNode("pos:1400"),
                JSON.textNode("ß".repeat(1000)));
    }

    private static void assertAnswered(byte[] bytes) {
        switch (PARSER.read(bytes)) {
            case Reading.Accepted(CommerceEvent event) -> assertReadable(event);
            case Reading.Refused(RefusalCause cause, String reason, var exception) ->
                assertThat(reason)
                        .as(cause.name())
                        .isNotBlank()
                        .matches("[ -~]+")
                        .hasSizeLessThan(3000);
        }
    }

    private static void assertReadable(CommerceEvent event) {
        List<Fact> facts = Facts.of(event);
        facts.forEach(fact -> {
            fact.store().ifPresent(store -> FactReader.staff(store, facts));
            fact.store().ifPresent(store -> FactReader.tasks(store, facts));
            fact.worker().ifPresent(worker -> FactReader.worker(worker, facts));
            assertThat(fact.stamp()).isEqualTo(new Stamp(fact.stamp().text()));
        });
    }
}
