package io.tandem.embedded;

import static io.tandem.embedded.SampleJson.TODAY;
import static io.tandem.embedded.SampleJson.data;
import static io.tandem.embedded.SampleJson.texts;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.embedded.SampleFold.Person;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SampleContosoTest {
    private final SampleCompany contoso = SampleCompany.contoso(TODAY);
    private final List<JsonNode> events = SampleJson.parse(contoso.events());
    private final List<JsonNode> people = SampleJson.parse(contoso.people());
    private final SampleFold fold = new SampleFold(events, people);
    private final Map<String, Expected> expected = contoso.expected();

    @Test
    void hasThirtyNineStoresInFourCompanies() {
        assertThat(texts(opened(), "storeNumber")).hasSize(39).doesNotHaveDuplicates();
        assertThat(texts(opened(), "legalEntity").distinct()).containsExactlyInAnyOrder("USRT", "FRRT", "INRT", "RURT");
    }

    @Test
    void beginsWithTheStoresOfTheContract() {
        assertThat(opened().limit(3))
                .extracting(
                        store -> store.get("storeNumber").asText(),
                        store -> store.get("name").asText(),
                        store -> store.get("operatingUnitNumber").asText())
                .containsExactly(
                        tuple("000001", "Annapolis", "036"),
                        tuple("000002", "Atlanta", "037"),
                        tuple("000003", "Atlantic City", "038"));
        assertThat(contoso.expected("000135").name()).isEqualTo("San Francisco");
    }

    @Test
    void doesNotAlwaysMakeTheChannelTheStoreNumber() {
        assertThat(texts(opened(), "channelId")).doesNotHaveDuplicates();
        assertThat(opened().filter(store -> store.get("channelId").equals(store.get("storeNumber"))))
                .hasSize(21);
    }

    @Test
    void putsTheNamedPeopleWhereTheyBelong() {
        assertThat(contoso.expected("000001").owners()).contains(idOf("000137"));
        assertThat(contoso.expected("000004").owners()).contains(idOf("000141"));
        assertThat(contoso.expected("000135").owners()).contains(idOf("000155"));
        assertThat(contoso.expected("000135").members()).contains(idOf("000205"));
        assertThat(contoso.expected("000134").members()).contains(idOf("000160"));
        assertThat(contoso.communications()).containsExactly(idOf("000101"));
    }

    @Test
    void staffsEveryStoreWithThreeToTwentyFive() {
        assertThat(expected.keySet())
                .allSatisfy(store -> assertThat(fold.staff(store)).hasSizeBetween(3, 25));
    }

    @Test
    void hasATeamThatIsTooLargeToBeCreatedInOneCall() {
        Expected sanFrancisco = contoso.expected("000135");

        assertThat(sanFrancisco.owners().size() + sanFrancisco.members().size()).isGreaterThan(20);
        assertThat(sanFrancisco.owners()).hasSize(2);
    }

    @Test
    void sharesOneInTwentyWorkersBetweenStores() {
        long several = here().filter(person -> person.today().size() > 1).count();

        assertThat(several * 100.0 / here().count()).isBetween(4.0, 6.0);
    }

    @Test
    void hasOneWhoIsManagerHereAndWorkerThere() {
        assertThat(here().filter(person -> person.today().values().containsAll(List.of("manager", "worker"))))
                .hasSize(1);
        assertThat(contoso.expected("000013").owners()).contains(idOf("000176"));
        assertThat(contoso.expected("000016").members()).contains(idOf("000176"));
    }

    @Test
    void sharesTheAddressBookOfBostonWithCambridge() {
        assertThat(fold.staff("000006"))
                .filteredOn(fold.staff("000004")::contains)
                .hasSize(6);
    }

    @Test
    void hasTwoStoresToWhichNoManagerWasEverAssigned() {
        List<String> managed = data(events, "worker.store.assigned")
                .filter(data -> data.get("role").asText().equals("manager"))
                .map(data -> data.get("storeNumber").asText())
                .toList();

        assertThat(expected.keySet())
                .filteredOn(store -> !managed.contains(store))
                .containsExactly("000010", "000213");
    }

    @Test
    void hasThreeWorkersWithoutAnAccountAndOneOfThemIsTheOnlyManagerOfDenver() {
        assertThat(numbers(person -> person.link.isEmpty())).containsExactly("000165", "000166", "000167");
        assertThat(fold.person("000165").today()).containsEntry("000018", "manager");
        assertThat(texts(people.stream(), "employeeId")).doesNotContain("000165", "000166", "000167");
    }

    @Test
    void hasOneDisabledAccountAndOneWithoutTeams() {
        assertThat(people.stream().filter(user -> !user.get("accountEnabled").asBoolean()))
                .extracting(user -> user.get("employeeId").asText())
                .containsExactly("000168");
        assertThat(people.stream()
                        .filter(user -> StreamSupport.stream(
                                        user.get("assignedPlans").spliterator(), false)
                                .noneMatch(plan -> plan.get("service").asText().equals("TeamspaceAPI")
                                        && plan.get("capabilityStatus").asText().equals("Enabled"))))
                .extracting(user -> user.get("employeeId").asText())
                .containsExactly("000169");
    }

    @Test
    void linksWorkersInEveryWayThatCommerceHas() {
        assertThat(data(events, "worker.hired").filter(data -> data.has("entraObjectId")))
                .hasSizeGreaterThan(50);
        assertThat(data(events, "worker.hired").filter(data -> data.has("userPrincipalName")))
                .hasSizeGreaterThan(50);
        assertThat(data(events, "worker.identity.linked").filter(data -> data.has("entraObjectId")))
                .hasSizeGreaterThan(50);
        assertThat(data(events, "worker.identity.linked").filter(data -> data.has("userPrincipalName")))
                .hasSizeGreaterThan(50);
    }

    @Test
    void hasOneWorkerWithTwoEmploymentsOfWhichOneEnded() {
        assertThat(numbers(person -> person.employments.size() > 1)).containsExactly("000170");
        assertThat(fold.person("000170").employments.values())
                .filteredOn(SampleFold.Span::holdsToday)
                .hasSize(1);
    }

    @Test
    void hasOneFutureHireAndOneFutureLeaver() {
        assertThat(data(events, "worker.hired")
                        .filter(data -> day(data, "employmentStart").isAfter(TODAY)))
                .extracting(data -> data.get("personnelNumber").asText())
                .containsExactly("000171");
        assertThat(data(events, "worker.terminated")
                        .filter(data -> day(data, "employmentEnd").isAfter(TODAY)))
                .extracting(data -> data.get("personnelNumber").asText())
                .containsExactly("000172");
    }

    @Test
    void hasOneRehireAndOneWhoLeftForGood() {
        assertThat(repeated(texts(data(events, "worker.hired"), "personnelNumber")))
                .containsExactly("000170", "000173");
        assertThat(fold.person("000173").today()).containsKey("000212");
        assertThat(numbers(person -> person.today().isEmpty())).containsExactly("000101", "000171", "000174");
        assertThat(idOf("000174")).isNotEmpty();
    }

    @Test
    void hasOneWhoMovedAndOneWhoWasTakenOffASecondStore() {
        assertThat(fold.person("000175").today()).containsOnlyKeys("000017");
        assertThat(fold.person("000178").today()).containsOnlyKeys("000002");
    }

    @Test
    void hasSecondStoresThatHoldForAWhileOrLater() {
        assertThat(fold.person("000181").today()).containsOnlyKeys("000009");
        assertThat(fold.person("000182").today()).containsOnlyKeys("000005");
    }

    @Test
    void hasTwoStoresOfEqualNameInDifferentStates() {
        assertThat(repeated(texts(opened(), "name"))).containsExactly("Georgetown");
        assertThat(opened().filter(store -> store.get("name").asText().equals("Georgetown")))
                .extracting(store -> store.at("/address/state").asText())
                .containsExactly("DC", "TX");
    }

    @Test
    void keepsTheClosedStoreInTheHierarchyOfRetailReporting() {
        JsonNode tree = data(SampleJson.parse(contoso.hierarchies()), "hierarchy.published")
                .findFirst()
                .orElseThrow();

        assertThat(tree.get("purposes")).extracting(JsonNode::asText).containsExactly("Retail reporting");
        assertThat(tree.get("nodes"))
                .extracting(node -> node.path("storeNumber").asText())
                .contains("000019")
                .containsAll(expected.keySet());
    }

    @Test
    void hasAZoneWithAHalfHourAndOnlyZonesThatExist() {
        assertThat(texts(opened(), "timeZone").map(ZoneId::of))
                .anyMatch(
                        zone -> zone.getRules().getOffset(TODAY.atStartOfDay()).getTotalSeconds() % 3600 == 1800);
    }

    @Test
    void hasNamesWithAccentsApostrophesAndOtherLetters() {
        assertThat(texts(people.stream(), "displayName"))
                .contains("Siobhán O'Brien", "Đặng Thị Mai", "Łukasz Żółkiewski", "Олег Смирнов");
        assertThat(texts(people.stream(), "userPrincipalName")).contains("so'brien@contoso.example");
        assertThat(texts(opened(), "name")).contains("Coeur d'Alene", "Nîmes", "Санкт-Петербург");
    }

    @Test
    void givesNobodyTheNumberIdOrNameOfAnother() {
        Stream.of("id", "userPrincipalName", "employeeId")
                .forEach(field -> assertThat(texts(people.stream(), field)).doesNotHaveDuplicates());
        assertThat(texts(people.stream(), "userPrincipalName"))
                .allMatch(name -> name.matches("[a-z0-9']+@contoso.example"));
    }

    @Test
    void describesPeopleAsGraphDoes() {
        assertThat(people).allSatisfy(user -> {
            assertThat(user.fieldNames())
                    .toIterable()
                    .contains("displayName", "mail", "accountEnabled", "employeeId", "assignedPlans");
            assertThat(UUID.fromString(user.get("id").asText())).isNotNull();
        });
        assertThat(texts(data(events, "worker.hired"), "personnelNumber"))
                .containsAll(texts(people.stream(), "employeeId").toList());
    }

    @Test
    void keepsTheIdsOfPeopleFromReleaseToRelease() {
        assertThat(idOf("000137")).isEqualTo("9cd3d05a-006d-38b6-8a1a-314e7f402a94");
    }

    private Stream<JsonNode> opened() {
        return data(events, "store.opened");
    }

    private Stream<Person> here() {
        return fold.people.values().stream().filter(person -> !person.today().isEmpty());
    }

    private Stream<String> numbers(Predicate<Person> those) {
        return fold.people.entrySet().stream()
                .filter(entry -> those.test(entry.getValue()))
                .map(Map.Entry::getKey);
    }

    private static Stream<String> repeated(Stream<String> texts) {
        return texts.collect(groupingBy(identity(), TreeMap::new, counting())).entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey);
    }

    private String idOf(String personnelNumber) {
        return people.stream()
                .collect(toMap(
                        user -> user.get("employeeId").asText(),
                        user -> user.get("id").asText()))
                .getOrDefault(personnelNumber, "");
    }

    private static LocalDate day(JsonNode data, String field) {
        return LocalDate.parse(data.get(field).asText());
    }
}
