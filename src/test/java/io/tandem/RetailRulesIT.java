package io.tandem;

import static io.tandem.RetailRulesRig.PATIENCE;
import static io.tandem.RetailRulesRig.someone;
import static io.tandem.RetailRulesRig.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The rules of the Teams integration of Dynamics 365 Commerce (commerce-contract 4), each under its number, with the
 * product's defaults. R47 and R55 name the version of Commerce that has an integration of its own and a menu of it: that is said to
 * people. R52 is what {@code ./tandem enable} asks, and {@code SwitchCommandTest} has it; {@code TargetingStatusTest} has what becomes
 * of an upload (R27), and {@code MappingsIT} how strangers are put out (R9).
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Landscape.Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetailRulesIT {
    private static final String REPORTING = "Retail reporting";

    private final Landscape landscape;
    private final RetailRulesRig rig;
    private final List<LandscapePerson> regionalManagers = LandscapePerson.fresh(3);

    RetailRulesIT(Landscape landscape) {
        this.landscape = landscape;
        this.rig = RetailRulesRig.on(landscape.site("rules", "fast"));
        rig.tell(regionalManagers.stream()
                .flatMap(person ->
                        Stream.of(LandscapeEvent.hired(person), LandscapeEvent.communicationsRole(person, "granted")))
                .toList());
    }

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void r01OneTeamForEachStoreAndNoneForTheOnlineStoreAndTheCallCentreThatAreNeverOpenedAsStores() {
        List<String> stores = new ArrayList<>();
        List<LandscapeEvent> events = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            String store = GraphFaultsCast.nextStore();
            stores.add(store);
            events.add(LandscapeEvent.opened(store, "Store " + n));
            events.addAll(staff(store, "manager", someone()));
        }
        List<String> others = List.of(GraphFaultsCast.nextStore(), GraphFaultsCast.nextStore());
        others.forEach(channel -> events.addAll(staff(channel, "manager", someone())));
        rig.tell(events);

        stores.forEach(store -> rig.awaitState(store, "inSync"));
        others.forEach(channel -> rig.awaitState(channel, "waiting"));
        assertThat(others)
                .allSatisfy(channel ->
                        assertThat(rig.site().reason(channel)).isEqualTo("Commerce has not opened this store yet"));
        LandscapeTenant tenant = rig.tenant();
        assertThat(stores).allSatisfy(store -> assertThat(tenant.groups(store)).hasSize(1));
        assertThat(others)
                .allSatisfy(channel -> assertThat(tenant.groups(channel)).isEmpty());
    }

    @Test
    void r02TheTeamIsCalledWhatTheStoreIsCalledAndARenameIsKeptInTheLog() {
        String store = rig.store("Annapolis", someone());
        assertThat(rig.team(store).name()).isEqualTo("Annapolis");

        rig.tell(LandscapeEvent.renamed(store, "Annapolis Harbor"));

        await().atMost(PATIENCE).until(() -> rig.team(store).name().equals("Annapolis Harbor"));
        assertThat(rig.get("/api/explain/store/" + store).path("calls").toString())
                .contains("\"kind\":\"renameTeam\"", "Annapolis Harbor");
    }

    @Test
    void r02ATeamThatSomebodyArchivedLeavesTheArchiveForItsNewName() {
        String store = rig.store("Dover", someone());
        String team = rig.teamId(store);
        rig.site().graph().post("/v1.0/teams/" + team + "/archive");
        await().atMost(PATIENCE).until(() -> rig.tenant().isArchived(team));

        rig.tell(LandscapeEvent.renamed(store, "Dover Beach"));

        await().atMost(PATIENCE).until(() -> rig.team(store).name().equals("Dover Beach"));
        assertThat(rig.tenant().isArchived(team)).isFalse();
    }

    @Test
    void r03TeamsArePrivateAndAgainOnceMadePublicAndTwoStoresOfOneNameHaveMailNicknamesOfTheirOwn() {
        String one = rig.store("Houston", someone());
        String other = rig.store("Houston", someone());

        JsonNode first = rig.group(rig.teamId(one));
        JsonNode second = rig.group(rig.teamId(other));
        assertThat(List.of(first, second))
                .allMatch(group -> group.path("visibility").asText().equals("Private"));
        assertThat(first.path("mailNickname").asText()).isEqualTo("HOUSTON_" + one);
        assertThat(second.path("mailNickname").asText()).isEqualTo("HOUSTON_" + other);

        rig.site().graph().patch("/v1.0/teams/" + rig.teamId(one), "{\"visibility\": \"public\"}");
        rig.post("/api/stores/" + one + "/sync", "{}");

        await().atMost(PATIENCE)
                .until(() -> rig.site()
                        .sql("select change || ' ' || action from drift where store_number = '" + one + "'")
                        .equals("made-public put-back"));
        await().atMost(PATIENCE)
                .until(() ->
                        rig.group(rig.teamId(one)).path("visibility").asText().equals("Private"));
    }

    @Test
    void r04R05EveryManagerIsAnOwnerAndEveryOtherWorkerAMember() {
        List<LandscapePerson> people = LandscapePerson.fresh(4);
        String store = rig.store("Miami", people.get(0), people.get(2), people.get(3));
        rig.tell(staff(store, "manager", people.get(1)));

        rig.awaitTeam(store, Set.copyOf(people.subList(0, 2)), Set.copyOf(people.subList(2, 4)));
    }

    @Test
    void r05AWorkerWhoGetsAnotherSignInNameInEntraStaysAMember() {
        LandscapePerson manager = someone();
        LandscapePerson worker = someone();
        String store = rig.store("Married", manager);
        rig.tell(LandscapeEvent.hiredByName(worker), LandscapeEvent.assigned(worker, store, "worker"));
        rig.awaitTeam(store, Set.of(manager), Set.of(worker));

        rig.rename(worker, "married" + worker.number() + "@contoso.example");
        rig.post("/api/stores/" + store + "/sync", "{}");

        rig.awaitInSyncSinceAsked(store, worker);
        rig.awaitTeam(store, Set.of(manager), Set.of(worker));
        assertThat(rig.site().findings(store)).isEmpty();
    }

    @Test
    void r06AWorkerOfThreeStoresIsInThreeTeamsAndInTwoOnceOneAssignmentEnds() {
        LandscapePerson worker = someone();
        LandscapePerson manager = someone();
        List<String> stores = Stream.of("One", "Two", "Three")
                .map(name -> rig.store(name, manager, worker))
                .toList();
        stores.forEach(store -> rig.awaitTeam(store, Set.of(manager), Set.of(worker)));

        rig.tell(LandscapeEvent.unassigned(worker, stores.getFirst()));

        rig.awaitTeam(stores.getFirst(), Set.of(manager), Set.of());
        stores.stream().skip(1).forEach(store -> rig.awaitTeam(store, Set.of(manager), Set.of(worker)));
    }

    @Test
    void r07AStoreWithoutManagerGetsNoTeamUntilOneComes() {
        String store = GraphFaultsCast.nextStore();
        List<LandscapePerson> workers = LandscapePerson.fresh(5);
        List<LandscapeEvent> events = new ArrayList<>(List.of(LandscapeEvent.opened(store, "Denver")));
        events.addAll(staff(store, "worker", workers.toArray(LandscapePerson[]::new)));
        rig.tell(events);
        rig.awaitState(store, "waiting");
        assertThat(rig.site().reason(store)).isEqualTo("no manager with a usable account");
        assertThat(rig.tenant().groups(store)).isEmpty();
        LandscapePerson manager = someone();

        rig.tell(staff(store, "manager", manager));

        rig.awaitState(store, "inSync");
        rig.awaitTeam(store, Set.of(manager), Set.copyOf(workers));
    }

    @Test
    void r08TheNextManagerOwnsTheTeamBeforeTheLastOneLeavesAndNobodyLeavesItWithoutAnOwner() {
        List<LandscapePerson> managers = LandscapePerson.fresh(3);
        String store = rig.store("Boston", managers.get(0));
        List<LandscapeEvent> change = new ArrayList<>(List.of(LandscapeEvent.terminated(managers.get(0))));
        change.addAll(staff(store, "manager", managers.get(1)));
        rig.tell(change);
        rig.awaitTeam(store, Set.of(managers.get(1)), Set.of());

        rig.tell(LandscapeEvent.terminated(managers.get(1)));
        rig.awaitFinding(
                store, "user " + managers.get(1).objectId() + " should no longer own the team but is its last owner");
        rig.awaitTeam(store, Set.of(managers.get(1)), Set.of());

        rig.tell(staff(store, "manager", managers.get(2)));
        rig.awaitTeam(store, Set.of(managers.get(2)), Set.of());
        assertThat(rig.tenant().fewestOwners(rig.teamId(store))).isOne();
    }

    @Test
    void r09R14WhoeverWasAddedInTeamsStaysAndIsReportedAndSoDoGuestsStay() {
        String store = rig.store("Tampa", someone());
        String team = rig.teamId(store);
        LandscapePerson friend = someone();
        LandscapePerson guest = someone();
        rig.site().graph().addMember(team, friend);
        rig.site().graph().addMember(team, guest);
        rig.site().graph().patch("/v1.0/users/" + guest.objectId(), "{\"userType\": \"Guest\"}");

        rig.post("/api/stores/" + store + "/sync", "{}");

        rig.awaitFinding(store, "user " + friend.objectId() + " was added in Teams by hand and is left there");
        rig.awaitState(store, "inSync");
        assertThat(rig.team(store).members()).contains(friend.objectId(), guest.objectId());
    }

    @Test
    void r10CommerceIsTheMasterSoANameThatWasChangedInTeamsIsPutBackAndReported() {
        String store = rig.store("Seattle", someone());
        String team = rig.teamId(store);
        rig.site().graph().patch("/v1.0/teams/" + team, "{\"displayName\": \"Party\"}");

        rig.post("/api/drift", "{}");

        await().atMost(PATIENCE)
                .until(() -> rig.site()
                        .sql("select change || ' ' || action from drift where store_number = '" + store + "'")
                        .equals("renamed put-back"));
        await().atMost(PATIENCE).until(() -> rig.team(store).name().equals("Seattle"));
    }

    /** It is a day later in the first store than in the second. */
    @Test
    void r11WhoeverIsTerminatedLeavesAtMidnightOfTheStoresZone() {
        LandscapePerson manager = someone();
        LandscapePerson leaver = someone();
        ZoneId east = ZoneId.of("Pacific/Kiritimati");
        ZoneId west = ZoneId.of("Etc/GMT+12");
        String ahead = rig.store("Kiritimati", manager, leaver);
        String behind = rig.store("Baker Island", manager, leaver);
        rig.tell(LandscapeEvent.zoned(ahead, east), LandscapeEvent.zoned(behind, west));
        LocalDate end = LocalDate.now(east);

        rig.tell(LandscapeEvent.terminated(leaver, end));

        rig.awaitTeam(ahead, Set.of(manager), Set.of());
        String midnight = Long.toString(end.atStartOfDay(west).toEpochSecond());
        await().atMost(PATIENCE)
                .until(() -> rig.site()
                        .sql("select extract(epoch from next_attempt_at)::bigint from due_key where key = 'store/"
                                + behind + "'")
                        .equals(midnight));
        rig.awaitTeam(behind, Set.of(manager), Set.of(leaver));
    }

    @Test
    void r12AManagerHereAndWorkerThereIsOwnerHereAndMemberThere() {
        LandscapePerson both = someone();
        LandscapePerson other = someone();
        String here = rig.store("Here", both);
        String there = rig.store("There", other, both);

        rig.awaitTeam(here, Set.of(both), Set.of());
        rig.awaitTeam(there, Set.of(other), Set.of(both));
    }

    @Test
    void r13TheTeamOfAClosedStoreIsArchivedAfterItsGraceAndNeverDeleted() {
        LandscapePerson manager = someone();
        String lately = rig.store("Closed lately", manager);
        String longAgo = rig.store("Closed long ago", manager);
        String team = rig.teamId(longAgo);

        rig.tell(
                LandscapeEvent.closed(lately),
                LandscapeEvent.closed(longAgo, LocalDate.now(ZoneOffset.UTC).minusDays(40)));

        await().atMost(PATIENCE).until(() -> rig.tenant().isArchived(team));
        rig.awaitFinding(lately, "the team is archived at ");
        assertThat(rig.tenant().isArchived(rig.teamId(lately))).isFalse();
        assertThat(rig.team(longAgo).owners()).containsExactly(manager.objectId());
    }

    /** Graph takes twenty relationships with a new group, two of which are its owner's, and 200 people with any other call. */
    @Test
    void r15AStoreWithMorePeopleThanGraphTakesAtOnceHasThemAllByTheFewestCallsNoneOfWhichIsRefused() {
        LandscapePerson manager = someone();
        List<LandscapePerson> workers = LandscapePerson.fresh(18 + 200 + 1);
        long since = rig.site().graph().lastCall();

        String store = rig.store("Mall of America", manager, workers.toArray(LandscapePerson[]::new));

        rig.awaitTeam(store, Set.of(manager), Set.copyOf(workers));
        assertThat(rig.writes("/teams/" + rig.teamId(store) + "/members/add", since))
                .hasSize(2)
                .allMatch(call -> call.status() < 300);
    }

    @Test
    void r16R17R20R21OneTeamHasAllRegionalManagersOwnedByTheFirstAndNoWorkersOfStores() {
        String team = communicationsTeam();
        LandscapePerson later = someone();
        LandscapePerson worker = someone();
        rig.store("Not regional", someone(), worker);

        rig.tell(LandscapeEvent.hired(later), LandscapeEvent.communicationsRole(later, "granted"));
        await().atMost(PATIENCE).until(() -> communications(team).members().contains(later.objectId()));
        LandscapeTenant.Team whole = communications(team);
        assertThat(whole.name()).isEqualTo("Retail Communication");
        assertThat(whole.owners())
                .containsExactlyInAnyOrderElementsOf(
                        LandscapePerson.ids(regionalManagers.subList(0, 2)).toList());
        assertThat(whole.members()).contains(regionalManagers.get(2).objectId()).doesNotContain(worker.objectId());

        rig.tell(LandscapeEvent.communicationsRole(later, "revoked"));
        await().atMost(PATIENCE).until(() -> !communications(team).members().contains(later.objectId()));
        assertThat(rig.tenant().groups("communications")).containsExactly(team);
    }

    @Test
    void r18WhoeverHoldsTheRoleAndCannotBeInTheTeamIsListedByThePlanTooAndTheOthersAreInIt() {
        String team = communicationsTeam();
        LandscapePerson unlicensed = rig.someoneWithoutLicence();
        LandscapePerson unlinked = someone();
        String[] missing = {
            "worker " + unlicensed.personnelNumber() + " has no Teams licence; assign one",
            "worker " + unlinked.personnelNumber() + " is not linked to an Entra account; link it in Commerce HQ"
        };

        rig.tell(
                LandscapeEvent.hired(unlicensed),
                LandscapeEvent.communicationsRole(unlicensed, "granted"),
                LandscapeEvent.hiredWithoutAccount(unlinked),
                LandscapeEvent.communicationsRole(unlinked, "granted"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(RetailRulesRig.texts(
                                rig.get("/api/communications").path("findings")))
                        .contains(missing));
        assertThat(RetailRulesRig.texts(
                        rig.get("/api/plan?store=communications").at("/value/0/findings")))
                .contains(missing);
        assertThat(communications(team).owners())
                .containsAll(LandscapePerson.ids(regionalManagers.subList(0, 2)).toList());
        assertThat(communications(team).members()).doesNotContain(unlicensed.objectId());
    }

    @Test
    void r19R25R26R27R29R30TheHierarchyIsExportedBelowTheCommunicationsTeamAndReplacesTheOneBefore() {
        String root = communicationsTeam();
        String north = rig.store("North", someone());
        String south = rig.store("South", someone());
        List<Map<String, String>> nodes = List.of(
                node("ALL", "Contoso", "", ""), node("N", "North", "ALL", north), node("S", "South", "ALL", south));
        rig.tell(
                LandscapeEvent.hierarchy("Stores", REPORTING, nodes),
                LandscapeEvent.hierarchy("Purchasing", "Procurement internal control", nodes));
        await().atMost(PATIENCE).until(() -> isPublished("Stores") && isPublished("Purchasing"));

        assertThat(rig.answer("/api/hierarchy.csv?name=Stores").body().lines().toList())
                .containsExactly(
                        "DisplayName,ParentName,TeamId",
                        "Retail Communication,," + root,
                        "North,Retail Communication," + rig.teamId(north),
                        "South,Retail Communication," + rig.teamId(south));
        JsonNode told = rig.get("/api/hierarchy?name=Stores");
        assertThat(told.path("nodes"))
                .as("only leaves get what is published (R30)")
                .filteredOn(node -> node.path("receives").asBoolean())
                .extracting(node -> node.path("teamId").asText())
                .containsExactlyInAnyOrder(rig.teamId(north), rig.teamId(south));
        assertThat(told.at("/upload/0").asText()).startsWith("Set-TeamTargetingHierarchy -FilePath ");
        assertThat(told.at("/status/0").asText()).isEqualTo("Get-TeamTargetingHierarchyStatus");
        assertThat(told.path("notOffered").toString()).contains("Purchasing", REPORTING);
        assertThat(rig.answer("/api/hierarchy.csv?name=Purchasing").statusCode())
                .isGreaterThanOrEqualTo(400);

        rig.tell(LandscapeEvent.hierarchy("Stores", REPORTING, nodes.subList(0, 2)));
        await().atMost(PATIENCE)
                .until(() -> rig.get("/api/hierarchy?name=Stores")
                        .path("changes")
                        .findValuesAsText("sentence")
                        .equals(List.of("South is gone")));
    }

    @Test
    void r28R30RowsThatTeamsWouldRefuseAndLeavesWithoutTeamAreNamedWithRowColumnAndRemedy() {
        communicationsTeam();
        String store = rig.store("Twice", someone());
        rig.tell(LandscapeEvent.hierarchy(
                "Faulty",
                REPORTING,
                List.of(
                        node("ALL", "Contoso", "", ""),
                        node("A", "Same name", "ALL", store),
                        node("B", "Same name", "ALL", store),
                        node("C", "Lost", "NOWHERE", store),
                        node("D", "Region without stores", "ALL", ""))));
        await().atMost(PATIENCE).until(() -> isPublished("Faulty"));

        JsonNode told = rig.get("/api/hierarchy?name=Faulty");

        assertThat(told.path("exportable").asBoolean()).isFalse();
        assertThat(told.path("faults"))
                .allSatisfy(fault -> {
                    assertThat(fault.path("row").asInt()).isPositive();
                    assertThat(fault.path("column").asInt()).isPositive();
                    assertThat(fault.path("fix").asText()).isNotBlank();
                })
                .extracting(fault -> fault.path("node").asText())
                .contains("B", "C", "D");
    }

    @Test
    void r22ARollOutTellsThatItIsUnderWayAndHowEachStoreEnds() {
        rig.site()
                .graph()
                .arm(
                        "POST",
                        "^/v1.0/teams$",
                        fault("latency").put("delayMs", 3000).put("count", 1));
        String owned = GraphFaultsCast.nextStore();
        String ownerless = GraphFaultsCast.nextStore();
        List<LandscapeEvent> events = new ArrayList<>(
                List.of(LandscapeEvent.opened(owned, "Owned"), LandscapeEvent.opened(ownerless, "Ownerless")));
        events.addAll(staff(owned, "manager", someone()));
        events.addAll(staff(ownerless, "worker", someone()));

        rig.tell(events);

        await().atMost(PATIENCE).until(this::isRollingOut);
        rig.awaitState(owned, "inSync");
        rig.awaitState(ownerless, "waiting");
        assertThat(rig.get("/api/stores/" + owned).at("/store/teamId").asText()).isEqualTo(rig.teamId(owned));
        assertThat(rig.site().reason(ownerless)).isEqualTo("no manager with a usable account");
        await().atMost(PATIENCE).until(() -> !isRollingOut());
    }

    private boolean isRollingOut() {
        return rig.get("/api/status").path("progress").findValuesAsText("kind").contains("rollOut");
    }

    @Test
    void r22ASyncHasAResultForEachStoreAndChangesNothingThatIsRight() {
        String store = rig.store("Stable", someone(), someone());
        String team = rig.teamId(store);
        long since = rig.site().graph().lastCall();

        assertThat(rig.post("/api/sync", "{}").path("due").asInt()).isPositive();

        await().atMost(PATIENCE)
                .until(() -> rig.site().graph().calls(since).stream()
                        .anyMatch(call -> call.matches("GET", "/teams/" + team + "/members")));
        rig.awaitState(store, "inSync");
        assertThat(rig.get("/api/stores/" + store).at("/store/state").asText()).isEqualTo("inSync");
        assertThat(rig.writes(team, since)).isEmpty();
    }

    @Test
    void r23WhoeverHasNoLicenceIsNamedWhileOthersProceedAndIsInTheTeamAfterASyncOnceThereIsOne() {
        LandscapePerson manager = someone();
        LandscapePerson unlicensed = rig.someoneWithoutLicence();
        LandscapePerson worker = someone();
        String store = rig.store("Licences", manager, worker, unlicensed);
        assertThat(rig.site().findings(store))
                .containsExactly("worker " + unlicensed.personnelNumber() + " has no Teams licence; assign one");
        rig.awaitTeam(store, Set.of(manager), Set.of(worker));

        rig.license(unlicensed, true);
        rig.post("/api/stores/" + store + "/sync", "{}");

        rig.awaitTeam(store, Set.of(manager), Set.of(worker, unlicensed));
        await().atMost(PATIENCE).until(() -> rig.site().findings(store).isEmpty());
    }

    @Test
    void r23AStoreInWhichNobodyHasALicenceWaitsAndGetsItsTeamAfterASyncOfAllOnceThereAreSome() {
        LandscapePerson manager = rig.someoneWithoutLicence();
        LandscapePerson worker = rig.someoneWithoutLicence();
        String store = GraphFaultsCast.nextStore();
        List<LandscapeEvent> events = new ArrayList<>(List.of(LandscapeEvent.opened(store, "Unlicensed")));
        events.addAll(staff(store, "manager", manager));
        events.addAll(staff(store, "worker", worker));
        rig.tell(events);
        rig.awaitState(store, "waiting");
        assertThat(rig.site().findings(store))
                .contains(
                        "worker " + manager.personnelNumber() + " has no Teams licence; assign one",
                        "worker " + worker.personnelNumber() + " has no Teams licence; assign one");

        rig.license(manager, true);
        rig.license(worker, true);
        rig.post("/api/sync", "{}");

        rig.awaitState(store, "inSync");
        rig.awaitTeam(store, Set.of(manager), Set.of(worker));
    }

    @Test
    void r24ASyncRepairsMembershipsThatWereChangedInTeamsOfWhichThePlanTellsBeforeAndTheDriftAfterwards() {
        LandscapePerson manager = someone();
        LandscapePerson worker = someone();
        String store = rig.store("Drifted", manager, worker);
        rig.awaitRest(store);
        rig.removeByHand(rig.teamId(store), worker);
        rig.awaitTeam(store, Set.of(manager), Set.of());
        rig.site().graph().patch("/v1.0/teams/" + rig.teamId(store), "{\"displayName\":\"Party\"}");
        rig.site().graph().post("/v1.0/teams/" + rig.teamId(store) + "/archive");
        await().atMost(PATIENCE).until(() -> rig.tenant().isArchived(rig.teamId(store)));

        rig.site()
                .graph()
                .arm(
                        "POST",
                        "/teams/" + rig.teamId(store) + "/members/add",
                        fault("latency").put("delayMs", 3000).put("count", 1));
        rig.post("/api/stores/" + store + "/sync", "{}");

        await().atMost(PATIENCE)
                .until(() -> rig.get("/api/plan?store=" + store)
                        .at("/value/0/steps")
                        .findValuesAsText("worker")
                        .contains(worker.personnelNumber()));
        rig.awaitTeam(store, Set.of(manager), Set.of(worker));
        await().atMost(PATIENCE).until(() -> rig.team(store).name().equals("Drifted"));
        assertThat(rig.tenant().isArchived(rig.teamId(store))).isFalse();
        assertThat(rig.site()
                        .sql(
                                "select string_agg(concat_ws(' ', change, action, user_id), ', ' order by change) from drift"
                                        + " where store_number = '" + store + "'"))
                .isEqualTo("archived put-back, removed put-back " + worker.objectId() + ", renamed put-back");
    }

    @Test
    void r47R55TheReadmeSaysWhichVersionsHaveAnIntegrationOfTheirOwnAndWhereItIsLeftDisabled() throws IOException {
        assertThat(Files.readString(Path.of("README.md")).replaceAll("\\s+", " "))
                .contains(
                        "since 10.0.18 and always there from 10.0.29 on",
                        "*Retail and Commerce > Channel setup > Microsoft Teams integration configuration*");
    }

    @Test
    void r48TheDoctorListsWorkersWhoAreNotLinkedToAnAccount() {
        LandscapePerson unlinked = someone();
        String store = rig.store("Unlinked", someone());
        rig.tell(LandscapeEvent.hiredWithoutAccount(unlinked), LandscapeEvent.assigned(unlinked, store, "worker"));
        rig.awaitFinding(store, "worker " + unlinked.personnelNumber() + " is not linked to an Entra account");

        assertThat(rig.get("/api/doctor").findValuesAsText("code")).contains("finding:not-linked");
    }

    @Test
    void r49AnAppRegistrationThatCannotBeIsRefusedAtTheStart() {
        assertThatThrownBy(() -> landscape
                        .site("rules-unregistered", "fast")
                        .start(Map.of("tandem.graph.client-id", "", "tandem.graph.client-secret", "")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tandem.graph.client-id");
    }

    @Test
    void r50R51TheAppNeedsNoDelegatedPermissionAndEachOfItsOwnIsExplained() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(rig.get("/api/doctor").path("value"))
                .filteredOn(check -> check.path("check").asText().equals("permissions"))
                .singleElement()
                .satisfies(check -> assertThat(check.path("findings")).isEmpty());
        assertThat(readme)
                .contains(
                        "`Group.ReadWrite.All` (make and find groups)",
                        "`TeamMember.ReadWrite.All` (owners and members)",
                        "`User.Read.All` (is the account enabled and licensed)")
                .doesNotContain("offline_access", "Employees.Write.All", "Files.Read.All", "TaskPublishing");
    }

    @Test
    void r53WhileTandemIsDisabledNothingIsWrittenAndNothingInTeamsIsDeleted() {
        try (RetailRulesRig own = RetailRulesRig.on(landscape.site("rules-disabled", "fast"))) {
            LandscapePerson worker = someone();
            LandscapePerson manager = someone();
            String store = own.store("Paused", manager, worker);
            own.post("/api/enabled", "{\"enabled\": false}");
            long since = own.site().graph().lastCall();

            own.tell(LandscapeEvent.renamed(store, "Renamed"), LandscapeEvent.terminated(worker));

            own.awaitState(store, "working");
            await().atMost(PATIENCE)
                    .until(() -> own.get("/api/plan?store=" + store)
                            .path("value")
                            .toString()
                            .contains("removeMembers"));
            own.awaitTeam(store, Set.of(manager), Set.of(worker));
            assertThat(own.writes("", since)).allMatch(call -> call.path().contains("/token"));

            own.post("/api/enabled", "{\"enabled\": true}");
            await().atMost(PATIENCE).until(() -> own.team(store).name().equals("Renamed"));
            own.awaitTeam(store, Set.of(manager), Set.of());
        }
    }

    @Test
    void r54AMappedTeamIsAdoptedAndItsPeopleFollowTheRules() {
        LandscapePerson manager = someone();
        LandscapePerson worker = someone();
        String team = rig.site().graph().makeTeam("Old crew", manager);
        String store = GraphFaultsCast.nextStore();
        assertThat(rig.group(team).path("visibility").asText()).isEqualTo("Public");
        List<LandscapeEvent> events =
                new ArrayList<>(List.of(LandscapeEvent.opened(store, "Adopted"), LandscapeEvent.mapped(store, team)));
        events.addAll(staff(store, "worker", worker));
        events.addAll(staff(store, "manager", manager));
        rig.tell(events);

        rig.awaitState(store, "inSync");
        assertThat(rig.tenant().groups(store)).isEmpty();
        assertThat(rig.tenant().teams(team))
                .containsExactly(
                        new LandscapeTenant.Team("Adopted", Set.of(manager.objectId()), Set.of(worker.objectId())));
        assertThat(rig.group(team).path("visibility").asText()).isEqualTo("Private");
    }

    @Test
    void r56ATeamThatWasDeletedInTeamsIsFoundAndReported() {
        String store = rig.store("Deleted", someone());
        rig.site().graph().delete("/v1.0/groups/" + rig.teamId(store));

        rig.post("/api/stores/" + store + "/sync", "{}");

        rig.awaitFinding(store, "was deleted in Teams; restore it from the deleted groups");
        rig.awaitState(store, "waiting");
        assertThat(rig.tenant().groups(store)).isEmpty();
    }

    @Test
    void r56AStoreThatHasATeamAndIsMappedToAnotherKeepsItsOwnAndSaysSo() {
        LandscapePerson manager = someone();
        String store = rig.store("Two teams", manager);
        String team = rig.teamId(store);
        String other = rig.site().graph().makeTeam("The other", someone());

        rig.tell(LandscapeEvent.mapped(store, other));

        rig.awaitFinding(store, "Commerce names team " + other + " but there is another one");
        assertThat(rig.tenant().groups(store)).containsExactly(team);
        rig.awaitTeam(store, Set.of(manager), Set.of());
    }

    @Test
    void r56ThrottlingOnlyTakesTime() {
        LandscapePerson manager = someone();
        String store = rig.store("Throttled", manager);
        long before = rig.site().graph().hits();
        rig.site()
                .graph()
                .arm(
                        "POST",
                        "/teams/" + rig.teamId(store) + "/members/add",
                        fault("error").put("status", 429).put("retryAfter", 0.5).put("count", 2));
        LandscapePerson worker = someone();

        rig.tell(staff(store, "worker", worker));

        rig.awaitTeam(store, Set.of(manager), Set.of(worker));
        assertThat(rig.site().graph().hits()).isGreaterThanOrEqualTo(before + 2);
        assertThat(rig.site().deadLetters()).isZero();
    }

    @Test
    void r56ASecretThatHasExpiredIsWhatTheDoctorFinds() {
        LandscapeSite own = landscape.site("rules-expired", "fast");
        try (RunningTandem tandem = new RunningTandem(
                        own.start(Map.of("tandem.graph.client-secret", Simulator.EXPIRED_CLIENT_SECRET)));
                RetailRulesRig other = new RetailRulesRig(own, tandem)) {
            assertThat(other.get("/api/doctor").findValuesAsText("code")).contains("secret-expired");
        }
    }

    /** {@return id of the team of the regional managers, once it is there} */
    private String communicationsTeam() {
        await().atMost(PATIENCE)
                .until(() -> rig.answer("/api/communications").statusCode() == 200
                        && rig.get("/api/communications")
                                .at("/store/state")
                                .asText()
                                .equals("inSync"));
        return rig.teamId("communications");
    }

    private static ObjectNode fault(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private LandscapeTenant.Team communications(String team) {
        return rig.tenant().teams(team).getFirst();
    }

    private boolean isPublished(String hierarchy) {
        return rig.site()
                .sql("select count(*) from fact where subject = 'hierarchy/" + hierarchy + "'")
                .equals("1");
    }

    private static Map<String, String> node(String id, String name, String parent, String store) {
        return Map.of("id", id, "name", name, "parentId", parent, "storeNumber", store);
    }
}
