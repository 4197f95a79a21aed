package io.tandem.embedded;

import static io.tandem.embedded.SampleJson.TODAY;
import static io.tandem.embedded.SampleJson.data;
import static io.tandem.embedded.SampleJson.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
    private static final Map<String, List<String>> MANDATORY = Map.ofEntries(
            Map.entry("store.opened", List.of("storeNumber", "name")),
            Map.entry("store.updated", List.of("storeNumber")),
            Map.entry("store.closed", List.of("storeNumber", "closedOn")),
            Map.entry("worker.hired", List.of("personnelNumber", "name", "employmentStart")),
            Map.entry("worker.updated", List.of("personnelNumber")),
            Map.entry("worker.identity.linked", List.of("personnelNumber")),
            Map.entry("worker.identity.unlinked", List.of("personnelNumber")),
            Map.entry("worker.terminated", List.of("personnelNumber", "employmentEnd")),
            Map.entry("worker.store.assigned", List.of("personnelNumber", "storeNumber", "role")),
            Map.entry("worker.store.unassigned", List.of("personnelNumber", "storeNumber", "effectiveOn")),
            Map.entry("worker.transferred", List.of("personnelNumber", "fromStore", "toStore", "effectiveOn")),
            Map.entry("role.granted", List.of("personnelNumber", "role")),
            Map.entry("role.revoked", List.of("personnelNumber", "role")));

    private final SampleCompany contoso = SampleCompany.contoso(TODAY);
    private final List<JsonNode> events = SampleJson.parse(contoso.events());

    @Test
    void tellsEachKindOfEventOfStoresWorkersAndRoles() {
        assertThat(events).extracting(SampleJson::type).containsAll(MANDATORY.keySet());
        assertThat(MANDATORY.keySet())
                .containsAll(events.stream().map(SampleJson::type).toList());
    }

    @Test
    void givesEveryEventTheFieldsThatItsTypeDemands() {
        assertThat(events)
                .allSatisfy(event -> assertThat(event.get("data").fieldNames())
                        .toIterable()
                        .containsAll(MANDATORY.get(SampleJson.type(event))));
        assertThat(data(events, "worker.identity.linked"))
                .allMatch(data -> data.has("entraObjectId") ^ data.has("userPrincipalName"));
    }

    @Test
    void wrapsEveryEventAsACloudEventOnOneLine() {
        assertThat(contoso.events()).noneMatch(line -> line.contains("\n"));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");
            assertThat(event.get("specversion").asText()).isEqualTo("1.0");
            assertThat(UUID.fromString(event.get("id").asText())).isNotNull();
            assertThat(event.get("source").asText()).matches("/d365/contoso-prod/(usrt|frrt|inrt|rurt|global)");
            assertThat(event.get("type").asText()).startsWith("io.tandem.commerce.");
            assertThat(event.get("datacontenttype").asText()).isEqualTo("application/json");
        });
    }

    @Test
    void keysEveryEventByWhatItIsAbout() {
        assertThat(events)
                .allSatisfy(event -> assertThat(event.get("subject").asText()).isEqualTo(keyOf(event.get("data"))));
    }

    @Test
    void tellsTheEventsInTheOrderOfTheirTimesAndBeforeToday() {
        List<Instant> times = texts(events.stream(), "time").map(Instant::parse).toList();

        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times.getLast()).isBefore(TODAY.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    @Test
    void tellsOfAStoreOrAWorkerBeforeItTellsWhatHappensThere() {
        List<String> types = events.stream().map(SampleJson::type).toList();

        assertThat(types.lastIndexOf("store.opened")).isLessThan(types.indexOf("worker.hired"));
        assertThat(types.indexOf("worker.hired")).isLessThan(types.indexOf("worker.identity.linked"));
        assertThat(types.lastIndexOf("worker.identity.linked")).isLessThan(types.indexOf("worker.store.assigned"));
        assertThat(types.indexOf("role.granted")).isLessThan(types.indexOf("role.revoked"));
    }

    @Test
    void givesNoIdTwice() {
        assertThat(texts(events.stream(), "id")).doesNotHaveDuplicates();
    }

    @Test
    void tellsTheSameAgainForTheSameDay() {
        assertThat(SampleCompany.contoso(TODAY).events()).isEqualTo(contoso.events());
    }

    @Test
    void movesTheDatesButNotThePeopleWithTheDay() {
        SampleCompany later = SampleCompany.contoso(TODAY.plusYears(1));

        assertThat(later.people()).isEqualTo(contoso.people());
        assertThat(later.expected()).isEqualTo(contoso.expected());
        assertThat(texts(SampleJson.parse(later.events()).stream(), "id"))
                .doesNotContainAnyElementsOf(texts(events.stream(), "id").toList());
    }

    private static String keyOf(JsonNode data) {
        if (data.has("personnelNumber")) {
            return "worker/" + data.get("personnelNumber").asText();
        }
        return "store/" + data.get("storeNumber").asText();
    }
}
