package io.tandem.embedded;

import static io.tandem.embedded.SampleJson.TODAY;
import static io.tandem.embedded.SampleJson.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SampleRetailerTest {
    private final SampleRetailer retailer = SampleCompany.retailer(80, 2_000, 3, TODAY);

    @Test
    void hasAsManyStoresAndWorkersAsAsked() {
        List<JsonNode> events = SampleJson.parse(retailer.events().toList());

        assertThat(SampleJson.data(events, "store.opened")).hasSize(80);
        assertThat(texts(SampleJson.data(events, "worker.hired"), "personnelNumber")
                        .distinct())
                .hasSize(2_000);
    }

    @Test
    void givesNobodyTheNumberIdOrNameOfAnother() {
        List<JsonNode> people = SampleJson.parse(retailer.people().toList());

        assertThat(texts(people.stream(), "id")).doesNotHaveDuplicates();
        assertThat(texts(people.stream(), "userPrincipalName")).doesNotHaveDuplicates();
        assertThat(texts(people.stream(), "employeeId")).doesNotHaveDuplicates();
    }

    @Test
    void givesNoStoreTheOperatingUnitOrChannelOfAnother() {
        List<JsonNode> opened = SampleJson.data(
                        SampleJson.parse(retailer.events().toList()), "store.opened")
                .toList();

        assertThat(texts(opened.stream(), "operatingUnitNumber")).hasSize(80).doesNotHaveDuplicates();
        assertThat(texts(opened.stream(), "channelId")).hasSize(80).doesNotHaveDuplicates();
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(SampleCompany.retailer(80, 2_000, 3, TODAY).events().toList())
                .isEqualTo(retailer.events().toList());
        assertThat(SampleCompany.retailer(80, 2_000, 4, TODAY).people().toList())
                .isNotEqualTo(retailer.people().toList());
    }

    @Test
    void updatesTheSameWorkersInTurnsAfterAllElse() {
        Instant last = retailer.events()
                .map(SampleRetailerTest::time)
                .reduce((one, next) -> next)
                .orElseThrow();

        List<String> updates = retailer.workerEvents(5_000).toList();

        assertThat(updates).hasSize(5_000);
        assertThat(updates.stream().map(SampleRetailerTest::time))
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(last::isBefore)
                .allMatch(TODAY.atStartOfDay().toInstant(ZoneOffset.UTC)::isAfter);
        assertThat(texts(SampleJson.parse(updates).stream(), "id")).doesNotHaveDuplicates();
        assertThat(texts(SampleJson.parse(updates).stream(), "subject").distinct())
                .hasSize(2_000);
    }

    @Test
    @Timeout(20)
    void writesOnlyWhatIsRead() {
        SampleRetailer huge = SampleCompany.retailer(2, 500_000_000, 1, TODAY);

        Iterator<String> events = huge.events().iterator();
        List<String> subjects = IntStream.range(0, 4)
                .mapToObj(n -> SampleJson.parse(events.next()).get("subject").asText())
                .toList();

        assertThat(subjects).containsExactly("store/000001", "store/000002", "worker/000001", "worker/000002");
    }

    @Test
    void writesTheEventsOfSixtyThousandWorkersInLessThanFiveSeconds() {
        SampleRetailer large = SampleCompany.retailer(2_000, 60_000, 1, TODAY);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        long letters = large.events().mapToLong(String::length).sum();

        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertThat(letters).isGreaterThan(50_000_000);
        assertThat(TimeUnit.NANOSECONDS.toMillis(nanos)).isLessThan(5_000);
    }

    @Test
    void refusesARetailerOfOneStore() {
        assertThatThrownBy(() -> SampleCompany.retailer(1, 10, 1, TODAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 1");
    }

    private static Instant time(String line) {
        return Instant.parse(SampleJson.parse(line).get("time").asText());
    }
}
