package io.tandem.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schemas ask of the data of each type, and how a refusal reads. */
class SchemaTest {
    private static final Map<String, String> VALID = Map.ofEntries(
            Map.entry("store.opened", "{'storeNumber':'000135','name':'Annapolis'}"),
            Map.entry("store.updated", "{'storeNumber':'000135'}"),
            Map.entry("store.closed", "{'storeNumber':'000135'}"),
            Map.entry(
                    "worker.hired",
                    "{'personnelNumber':'000205','name':'Chris Gallagher','employmentStart':'2026-11-23'}"),
            Map.entry("worker.updated", "{'personnelNumber':'000205'}"),
            Map.entry("worker.identity.linked", "{'personnelNumber':'000205','userPrincipalName':'c@contoso.example'}"),
            Map.entry("worker.identity.unlinked", "{'personnelNumber':'000205'}"),
            Map.entry("worker.terminated", "{'personnelNumber':'000205','employmentEnd':'2026-11-23'}"),
            Map.entry("worker.store.assigned", "{'personnelNumber':'000205','storeNumber':'000135','role':'worker'}"),
            Map.entry("worker.store.unassigned", "{'personnelNumber':'000205','storeNumber':'000135'}"),
            Map.entry("worker.transferred", "{'personnelNumber':'000205','fromStore':'000135','toStore':'000001'}"),
            Map.entry("role.granted", "{'personnelNumber':'000205','role':'Retail task manager'}"),
            Map.entry("role.revoked", "{'personnelNumber':'000205','role':'Retail task manager'}"),
            Map.entry("team.mapping.changed", "{'sourceType':'RetailStore','sourceId':'000135','teamId':null}"),
            Map.entry("hierarchy.published", "{'name':'Stores','purposes':[],'nodes':[]}"),
            Map.entry(
                    "task.list.started",
                    "{'processId':'HOL-2026','name':'Holidays','targetDate':'2026-12-04','storeNumbers':['000135'],"
                            + "'tasks':[{'key':'windows','title':'Dress the windows'}]}"),
            Map.entry("task.created", "{'taskId':'T1','storeNumber':'000135','title':'Clean the floor'}"),
            Map.entry("task.updated", "{'taskId':'T1','storeNumber':'000135'}"),
            Map.entry("task.assigned", "{'taskId':'T1','storeNumber':'000135','assignees':[]}"),
            Map.entry("task.status.changed", "{'taskId':'T1','storeNumber':'000135','status':'InProgress'}"),
            Map.entry("task.deleted", "{'taskId':'T1','storeNumber':'000135'}"));

    @Test
    void asksForNoMoreThanWhatIsMandatory() {
        assertThat(VALID).hasSize(EventType.values().length);
        assertThat(VALID.keySet())
                .allSatisfy(type -> assertThat(least(type).read()).isInstanceOf(Reading.Accepted.class));
    }

    @ParameterizedTest
    @CsvSource({
        "store.opened, storeNumber",
        "store.opened, name",
        "store.updated, storeNumber",
        "store.closed, storeNumber",
        "worker.hired, personnelNumber",
        "worker.hired, name",
        "worker.hired, employmentStart",
        "worker.updated, personnelNumber",
        "worker.identity.linked, personnelNumber",
        "worker.identity.unlinked, personnelNumber",
        "worker.terminated, personnelNumber",
        "worker.terminated, employmentEnd",
        "worker.store.assigned, personnelNumber",
        "worker.store.assigned, storeNumber",
        "worker.store.assigned, role",
        "worker.store.unassigned, personnelNumber",
        "worker.store.unassigned, storeNumber",
        "worker.transferred, personnelNumber",
        "worker.transferred, fromStore",
        "worker.transferred, toStore",
        "role.granted, personnelNumber",
        "role.granted, role",
        "role.revoked, personnelNumber",
        "role.revoked, role",
        "team.mapping.changed, sourceType",
        "team.mapping.changed, sourceId",
        "team.mapping.changed, teamId",
        "hierarchy.published, name",
        "hierarchy.published, purposes",
        "hierarchy.published, nodes",
        "task.list.started, processId",
        "task.list.started, name",
        "task.list.started, targetDate",
        "task.list.started, storeNumbers",
        "task.list.started, tasks",
        "task.created, taskId",
        "task.created, storeNumber",
        "task.created, title",
        "task.updated, taskId",
        "task.updated, storeNumber",
        "task.assigned, taskId",
        "task.assigned, storeNumber",
        "task.assigned, assignees",
        "task.status.changed, taskId",
        "task.status.changed, storeNumber",
        "task.status.changed, status",
        "task.deleted, taskId",
        "task.deleted, storeNumber"
    })
    void asksForEachMandatoryField(String type, String field) {
        Reading.Refused refused = least(type).withoutData(field).refused();

        assertThat(refused.cause()).isEqualTo(RefusalCause.INVALID);
        assertThat(refused.reason())
                .startsWith(type + " is not as its schema asks: /data/" + field + " is missing, add ");
    }

    @ParameterizedTest
    @CsvSource({
        "store.opened, storeNumber",
        "store.opened, name",
        "store.updated, name",
        "store.closed, closedOn",
        "worker.hired, name",
        "worker.hired, employmentStart",
        "worker.updated, name",
        "worker.updated, employmentStart",
        "worker.terminated, employmentEnd",
        "worker.store.assigned, role",
        "worker.transferred, toStore",
        "role.granted, role",
        "team.mapping.changed, sourceId",
        "task.list.started, targetDate",
        "task.list.started, storeNumbers",
        "task.list.started, tasks",
        "task.created, title",
        "task.created, status",
        "task.created, origin",
        "task.updated, title",
        "task.status.changed, status"
    })
    void allowsNoNullWhereThereIsNothingToClear(String type, String field) {
        assertThat(least(type).data(field, null).refused().reason()).contains("/data/" + field, " must be ");
    }

    @ParameterizedTest
    @CsvSource({
        "store.updated, legalEntity",
        "store.updated, operatingUnitNumber",
        "store.updated, channelId",
        "store.updated, timeZone",
        "store.updated, address",
        "store.updated, openedOn",
        "worker.updated, email",
        "worker.updated, entraObjectId",
        "worker.updated, userPrincipalName",
        "worker.store.assigned, effectiveFrom",
        "worker.store.assigned, effectiveTo",
        "worker.store.unassigned, effectiveOn",
        "worker.transferred, role",
        "worker.transferred, effectiveOn",
        "team.mapping.changed, teamId",
        "task.created, listName",
        "task.created, notes",
        "task.created, dueDate",
        "task.created, assignees",
        "task.created, links",
        "task.created, plannerTaskId",
        "task.updated, notes",
        "task.updated, dueDate",
        "task.assigned, assignees",
        "task.status.changed, resolvedBy",
        "task.status.changed, completedAt"
    })
    void allowsNullWhereItClears(String type, String field) {
        assertThat(least(type).data(field, null).read()).isInstanceOf(Reading.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "store.updated; storeNumber; 'a store'",
                "store.updated; storeNumber; ''",
                "store.updated; storeNumber; '000000000000000000001'",
                "store.updated; storeNumber; '00-135'",
                "store.updated; storeNumber; '٠٠٠١٣٥'",
                "store.updated; timeZone; 'Pacific Standard Time'",
                "store.updated; timeZone; 'America/Annapolis'",
                "store.updated; timeZone; 'UTC+1'",
                "store.updated; timeZone; '+01:00'",
                "store.updated; openedOn; '2026-02-30'",
                "store.updated; openedOn; '2026-2-3'",
                "store.updated; openedOn; '+12026-01-01'",
                "store.updated; openedOn; '2026-11-23T00:00:00Z'",
                "store.updated; openedOn; '23.11.2026'",
                "worker.updated; personnelNumber; '0002 05'",
                "worker.updated; entraObjectId; '3d0f2c4e'",
                "worker.updated; entraObjectId; '{3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f}'",
                "worker.store.assigned; role; 'Manager'",
                "worker.store.assigned; role; 'owner'",
                "worker.transferred; role; 'owner'",
                "worker.transferred; fromStore; '?'",
                "role.granted; role; 'retail task manager'",
                "team.mapping.changed; sourceType; 'Store'",
                "team.mapping.changed; sourceId; 'no store'",
                "team.mapping.changed; teamId; 'Annapolis'",
                "task.list.started; processId; 'HOL/2026'",
                "task.list.started; processId; 'HOL 2026'",
                "task.list.started; targetDate; 'Friday'",
                "task.list.started; storeNumbers; '000135'",
                "task.list.started; tasks; 'windows'",
                "task.created; taskId; ''",
                "task.created; taskId; ' T1'",
                "task.created; taskId; 'T1 '",
                "task.created; taskId; 'Tür'",
                "task.created; dueDate; 'tomorrow'",
                "task.created; status; 'Done'",
                "task.created; origin; 'teams'",
                "task.created; plannerTaskId; 'P 1'",
                "task.assigned; assignees; '000205'",
                "task.status.changed; status; 'completed'",
                "task.status.changed; resolvedBy; 'Chris G'",
                "task.status.changed; completedAt; '2026-11-27'"
            })
    void refusesAValueOfAnotherForm(String type, String field, String value) {
        String reason = least(type).data(field, value).refused().reason();

        assertThat(reason).contains("/data/" + field + " is \"", " but must be ");
    }

    @Test
    void saysWhichElementOfAnArrayIsWrong() {
        TestEvent list = least("task.list.started")
                .data("storeNumbers", List.of("000135", 136))
                .data("tasks", List.of(Map.of("key", "windows", "dueOffsetDays", 1.5), "stock"));

        assertThat(list.refused().reason())
                .isEqualTo("task.list.started is not as its schema asks: /data/storeNumbers/1 is 136 but must be the"
                        + " number of a store: text of 1 to 20 letters or digits with its leading zeros, such as"
                        + " \"000135\"; /data/tasks/0/dueOffsetDays is 1.5 but must be a whole number of days from -3650"
                        + " to 3650, or null; /data/tasks/0/title is missing, add text of 1 to 200 characters that is"
                        + " not blank and has no control characters; /data/tasks/1 is \"stock\" but must be an object"
                        + " with key, title, dueOffsetDays, notes, contact and links");
    }

    @ParameterizedTest
    @ValueSource(strings = {"storeNumbers", "tasks"})
    void refusesAListOfNothing(String field) {
        String reason =
                least("task.list.started").data(field, List.of()).refused().reason();

        assertThat(reason).contains("/data/" + field + " is an array but must be an array of at least one ");
    }

    @Test
    void refusesAListWithTwoTasksOfOneKey() {
        Map<String, String> task = Map.of("key", "windows", "title", "Dress the windows");

        assertThat(least("task.list.started").data("tasks", List.of(task, task)).refused())
                .isEqualTo(new Reading.Refused(
                        RefusalCause.INVALID,
                        "task.list.started contradicts itself: /data/tasks has the key \"windows\" twice; give each task"
                                + " of the list a key of its own"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso.example/windows", "https:", "https://a b", "https://a\n", "1400", ""})
    void refusesALinkThatIsNoAddress(String link) {
        String reason =
                least("task.created").data("links", List.of(link)).refused().reason();

        assertThat(reason)
                .isEqualTo("task.created is not as its schema asks: /data/links/0 must be an address of at most 2000"
                        + " characters with its scheme and without blanks, such as"
                        + " \"https://contoso.example/windows\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "notes", "listName"})
    void neverRepeatsWhatATaskSays(String field) {
        String reason = least("task.created")
                .data(field, "Call Gallagher\u0007")
                .refused()
                .reason();

        assertThat(reason).contains("/data/" + field + " must be ").doesNotContain("Gallagher");
    }

    @Test
    void acceptsNotesOfSeveralLinesAndRefusesLongOnes() {
        assertThat(least("task.updated").data("notes", "a\tb\r\nc\n").read()).isInstanceOf(Reading.Accepted.class);
        assertThat(least("task.updated").data("notes", "x".repeat(4000)).read()).isInstanceOf(Reading.Accepted.class);
        assertThat(least("task.updated").data("notes", "x".repeat(4001)).read()).isInstanceOf(Reading.Refused.class);
        assertThat(least("task.updated").data("notes", "a\u0000").read()).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void answersAVeryLongTextWithoutTroubleOfItsOwn() {
        TestEvent event =
                least("task.updated").data("notes", "x".repeat(500_000)).data("taskId", " ".repeat(500_000));

        assertThat(event.refused().cause()).isEqualTo(RefusalCause.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000135\n", "\n000135", "000135\u0000"})
    void refusesALineBreakAroundANumber(String number) {
        assertThat(TestEvent.store("store.closed", number).refused().cause()).isEqualTo(RefusalCause.INVALID);
    }

    @Test
    void refusesNumbersThatLostTheirZeros() {
        String reason = least("store.closed").data("storeNumber", 135).refused().reason();

        assertThat(reason)
                .isEqualTo(
                        "store.closed is not as its schema asks: /data/storeNumber is 135 but must be the number of a"
                                + " store: text of 1 to 20 letters or digits with its leading zeros, such as \"000135\"");
    }

    @Test
    void tellsAllFaultsAtOnce() {
        String reason = TestEvent.of("worker.store.assigned")
                .data("storeNumber", List.of("000135"))
                .data("role", "boss")
                .data("effectiveFrom", Map.of("day", 1))
                .refused()
                .reason();

        assertThat(reason)
                .contains("/data/personnelNumber is missing, add the personnel number of a worker")
                .contains("; /data/storeNumber is an array but must be ")
                .contains("/data/role is \"boss\" but must be \"manager\" or \"worker\"")
                .contains("/data/effectiveFrom is an object but must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "email", "userPrincipalName"})
    void neverRepeatsWhatMayNameAPerson(String field) {
        String reason =
                least("worker.updated").data(field, "Gallagher\u0007").refused().reason();

        assertThat(reason)
                .startsWith("worker.updated is not as its schema asks: /data/" + field + " must be text of ")
                .doesNotContain("Gallagher");
    }

    @Test
    void neverRepeatsAnAddress() {
        String reason = least("store.updated")
                .data("address", Map.of("street", "1 Market Street\n", "city", 7))
                .refused()
                .reason();

        assertThat(reason)
                .contains("/data/address/street must be text", "/data/address/city must be text")
                .doesNotContain("Market");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "a\n", "a\u0085"})
    void refusesANameThatCannotBeShown(String name) {
        assertThat(least("store.opened").data("name", name).refused().cause()).isEqualTo(RefusalCause.INVALID);
    }

    @Test
    void refusesHalfACharacter() {
        String event = least("store.opened").data("name", "half").toString().replace("half", "\\ud800");

        Reading reading =
                new EventParser(InstantSource.fixed(Instant.MAX)).read(event.getBytes(StandardCharsets.UTF_8));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.cause()).isEqualTo(RefusalCause.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoë O'Connor", "Łódź", "大阪", "Café 🏪"})
    void acceptsNamesOfTheWholeWorld(String name) {
        assertThat(least("store.opened").data("name", name).read()).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void refusesANameOfMoreThan200Characters() {
        assertThat(least("store.opened").data("name", "x".repeat(200)).read()).isInstanceOf(Reading.Accepted.class);
        assertThat(least("store.opened").data("name", "x".repeat(201)).read()).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void asksForAnIdentityToLink() {
        String wanted = "worker.identity.linked is not as its schema asks: /data must be an object with personnelNumber"
                + " and with entraObjectId or userPrincipalName";
        TestEvent nobody = TestEvent.worker("worker.identity.linked", "000205");

        assertThat(nobody.refused().reason()).isEqualTo(wanted);
        assertThat(nobody.data("entraObjectId", null).refused().reason()).isEqualTo(wanted);
        assertThat(nobody.data("userPrincipalName", " ").refused().reason()).isEqualTo(wanted);
    }

    @Test
    void refusesDataThatIsNoObject() {
        assertThat(least("store.closed").with("data", "e30=").refused().reason())
                .isEqualTo("store.closed is not as its schema asks: /data is \"e30=\" but must be an object as schema"
                        + " store.closed.json describes it");
        assertThat(least("store.closed").with("data", null).refused().cause()).isEqualTo(RefusalCause.INVALID);
        assertThat(least("store.closed").without("data").refused().reason()).contains("/data/storeNumber is missing");
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        TestEvent event = least("worker.updated")
                .data("title", Map.of("deep", List.of(1, 2)))
                .with("origin", "fo-be");

        assertThat(event.read()).isInstanceOf(Reading.Accepted.class);
    }

    @Test
    void refusesAnAssignmentThatEndsBeforeItBegins() {
        TestEvent event = least("worker.store.assigned").data("effectiveFrom", "2026-11-23");

        assertThat(event.data("effectiveTo", "2026-11-23").read()).isInstanceOf(Reading.Accepted.class);
        assertThat(event.data("effectiveTo", "2026-11-22").refused())
                .isEqualTo(new Reading.Refused(
                        RefusalCause.INVALID,
                        "worker.store.assigned contradicts itself: /data/effectiveTo is before effectiveFrom; swap or"
                                + " correct them"));
    }

    @Test
    void refusesATransferToTheSameStore() {
        Reading.Refused refused =
                least("worker.transferred").data("toStore", "000135").refused();

        assertThat(refused.cause()).isEqualTo(RefusalCause.INVALID);
        assertThat(refused.reason()).contains("send worker.store.assigned to change a role");
    }

    private static TestEvent least(String type) {
        try {
            TestEvent event = TestEvent.of(type);
            String data = java.util.Objects.requireNonNull(VALID.get(type)).replace('\'', '"');
            new ObjectMapper()
                    .readTree(data)
                    .properties()
                    .forEach(field -> event.data(field.getKey(), field.getValue()));
            return event;
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}
