package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Retailer;
import io.tandem.RunningTandem;
import io.tandem.Sandbox;
import io.tandem.console.Chromium.Look;
import io.tandem.console.Chromium.Visit;
import io.tandem.embedded.SampleCompany;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a real browser, over a real Tandem that keeps the sample retailer. */
@BesideOthers
@Order(2)
class ConsoleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String VIEWER = "viewer-token-0123456789";
    private static final Look DESK = new Look(1440, ColorScheme.LIGHT, false);
    private static final String MISSING = "/stores/999";
    private static final List<String> PAGES = List.of(
            "/",
            "/stores",
            "/stores?state=waiting",
            "/stores/000135",
            "/stores/000010",
            "/tasks",
            "/tasks?region=CA",
            "/hierarchy",
            "/hierarchy?node=USRT",
            "/holds",
            "/holds/1",
            "/dead-letters",
            "/dead-letters/0-0",
            "/dead-letters/preview?state=open",
            "/activity",
            "/explain?q=Seattle",
            "/people/000205");

    private static Retailer retailer;
    private static RunningTandem tandem;
    private static Chromium chromium;

    @BeforeAll
    static void fill() {
        assumeTrue(
                Chromium.executable().isPresent() || System.getenv("CI") != null,
                "there is no Chromium on PATH; .ci/run installs one");
        chromium = Chromium.start();
        SampleCompany contoso = SampleCompany.contoso(LocalDate.now(ZoneOffset.UTC));
        retailer = Retailer.with(contoso.people());
        Sandbox sandbox = retailer.sandbox()
                .with(
                        "tandem.ops.tokens",
                        AccessToken.of("wallboard", Caller.Role.VIEWER, VIEWER).line());
        tandem = RunningTandem.in(sandbox);
        sandbox.topics().publishLines(contoso.events());
        sandbox.topics().publishLines(contoso.hierarchies());
        sandbox.topics().publishLines(contoso.tasks());
        sandbox.topics().publishLines(List.of("garbage", "more garbage", "the rest"));
        await().atMost(PATIENCE).until(() -> isSettled() && openLetters() == 3);
        hold("rejected", "000136");
    }

    /** As if more people than usual were to leave a team. */
    private static String hold(String state, String store) {
        String number = retailer.sandbox()
                .sql("insert into hold (state, made_at) values ('" + state + "', now()) returning number");
        retailer.sandbox().sql("""
                insert into departure (store_number, user_id, state, asked_at, team_size, hold)
                select '%s', user_id, '%s', now(), 12, %s
                from (select user_id from team_member where store_number = '%s' union all select 'who-left-long-ago') person""".formatted(store, state.equals("open") ? "held" : "done", number, store));
        if (!state.equals("open")) {
            retailer.sandbox()
                    .sql("insert into removal (run, store_number, user_id, team_size, at)"
                            + " select hold, store_number, user_id, team_size, asked_at from departure where hold = "
                            + number);
        }
        return number;
    }

    private static long openLetters() {
        return Long.parseLong(retailer.sandbox().sql("select count(*) from dead_letter where state = 'open'"));
    }

    private static boolean isSettled() {
        return tandem.converged()
                && tandem.counts().getOrDefault("total", 0L) == 39
                && tandem.tandem().tasks().counts().getOrDefault("working", 0L) == 0
                && tandem.tandem().tasks().counts().getOrDefault("open", 0L) > 300;
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
            tandem.close();
            retailer.close();
        }
    }

    private static Visit visit(String token, Look look) {
        return chromium.visit("http://127.0.0.1:" + tandem.tandem().opsPort(), token, look);
    }

    /** One task's page too, that of a problem, and the one page that nobody has to sign in for. */
    private static List<String> pages() {
        String task = retailer.sandbox()
                .sql("select store_number || '/tasks?ref=' || ref from task_board order by 1 limit 1");
        return Stream.concat(PAGES.stream(), Stream.of("/stores/" + task, MISSING, "/sign-in"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "1440,DARK", "390,LIGHT", "390,DARK"})
    void everyPageFitsItsWindowAndTheBrowserHasNothingToComplainOf(int width, ColorScheme scheme) {
        try (Visit visit = visit(Sandbox.TOKEN, new Look(width, scheme, false))) {
            for (String path : pages()) {
                visit.complaints().clear();
                visit.open(path);

                assertThat(visit.page().innerText("h1")).as(path).isNotBlank();
                assertThat(visit.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as("pixels of %s beside the window", path)
                        .isEqualTo(0);
                assertThat(visit.complaints())
                        .as(path)
                        .hasSize(path.equals(MISSING) ? 1 : 0)
                        .allMatch(complaint -> complaint.contains("404"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,LIGHT", "390,DARK"})
    void noPageHasASeriousBarrier(int width, ColorScheme scheme) throws IOException {
        String axe = new String(
                Objects.requireNonNull(ConsoleIT.class.getResourceAsStream("/axe.min.js"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        try (Visit visit = visit(Sandbox.TOKEN, new Look(width, scheme, true))) {
            for (String path : pages()) {
                visit.open(path);
                visit.page().addScriptTag(new Page.AddScriptTagOptions().setContent(axe));

                assertThat((List<?>) visit.page().evaluate("""
                                () => axe.run().then(run => run.violations
                                    .filter(found => ['serious', 'critical'].includes(found.impact))
                                    .map(found => found.id + ': ' + found.nodes[0].html))""")).as(path).isEmpty();
            }
        }
    }

    @Test
    void theKeyboardSkipsToTheContentAndReachesTheNavigation() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/stores");

            visit.page().keyboard().press("Tab");
            assertThat(focused(visit)).isEqualTo("Skip to content");
            visit.page().keyboard().press("Enter");
            assertThat(visit.page().evaluate("document.activeElement.id")).isEqualTo("main");

            visit.page().keyboard().press("Tab");
            assertThat(focused(visit)).isEqualTo("Sync all now");
        }
    }

    private static Object focused(Visit visit) {
        return visit.page().evaluate("document.activeElement.textContent.trim()");
    }

    @Test
    void findsAStoreAndSyncsItNow() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            String before = generation("000135");
            visit.open("/stores");
            visit.page().fill("#q", "francisco");
            visit.page().keyboard().press("Enter");
            visit.page().click("text=000135");
            visit.page().click("text=Sync now");

            assertThat(visit.page().innerText("[role=status].notice")).contains("due now");
            assertThat(generation("000135")).isNotEqualTo(before);
            assertThat(visit.text()).contains("As it should be", "Roster", "What Commerce said");
            await().atMost(PATIENCE).until(ConsoleIT::isSettled);
        }
    }

    private static String generation(String store) {
        return retailer.sandbox().sql("select desired_generation from due_key where key = 'store/" + store + "'");
    }

    @Test
    void showsWhatIsNewAndLeavesTheFocusWhereItIs() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/stores?q=000021");
            visit.page().focus("tbody a");
            retailer.sandbox()
                    .topics()
                    .publishLines(List.of(Events.store("store.updated", Instant.now(), "000021", "name", "Lakeside")));

            visit.page().waitForSelector("text=Lakeside", new Page.WaitForSelectorOptions().setTimeout(30_000));

            assertThat(focused(visit)).isEqualTo("000021");
            assertThat(visit.page()
                            .waitForRequest(request -> request.url().contains("/stores?q=000021"), () -> {})
                            .headers())
                    .as("nobody asked, so that the session may end")
                    .containsEntry("x-tandem-live", "yes");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void tellsAViewerNothingOfPeopleAndOffersNoChange() {
        try (Visit visit = visit(VIEWER, DESK)) {
            visit.open("/stores/000135");

            assertThat(visit.text()).contains("000205").doesNotContain("Gallagher", "Sync now");
            visit.open("/explain?q=Gallagher");
            assertThat(visit.text()).contains("Nothing is known by that name");
            visit.open("/people/000205");
            assertThat(visit.text()).contains("000135").doesNotContain("Gallagher", "cgallagher");
        }
        assertThat(post("/api/sync", VIEWER).statusCode()).isEqualTo(403);
        assertThat(ask("/dead-letters/preview?state=open", VIEWER).statusCode()).isEqualTo(403);
    }

    @Test
    void namesNoUserToAViewerOnAnyPageNorInTheApi() {
        List<String> users = List.of(retailer.sandbox()
                .sql("select string_agg(distinct user_id, ',') from team_member")
                .split(",", -1));
        assertThat(users).hasSizeGreaterThan(300);
        String sentence = "make plain member: user " + users.getFirst();
        retailer.sandbox().sql("update dead_letter set note = '" + sentence + "'");
        retailer.sandbox()
                .sql("insert into activity (who, what, subject, detail) values ('ada', 'test', 'x', '" + sentence
                        + "')");
        nameMails("ada.lovelace@contoso.example", "zoe.smith@contoso.example");

        Stream.concat(
                        PAGES.stream().filter(path -> !path.startsWith("/dead-letters/preview")),
                        Stream.of(
                                        "stores",
                                        "stores/000135",
                                        "tasks",
                                        "holds",
                                        "holds/1",
                                        "dead-letters",
                                        "dead-letters/0-0",
                                        "dead-letters/replays",
                                        "activity",
                                        "runs",
                                        "drift",
                                        "status",
                                        "enabled")
                                .map("/api/"::concat))
                .forEach(path -> {
                    String seen = get(path, VIEWER);
                    assertThat(users).as(path).noneMatch(seen::contains);
                    assertThat(seen).as(path).doesNotContain("ada.lovelace", "zoe.smith");
                });
        assertThat(get("/api/activity", VIEWER))
                .contains("make plain member: user …")
                .doesNotContain(users.getFirst());
        assertThat(get("/api/activity", Sandbox.TOKEN)).contains(users.getFirst(), "ada.lovelace");
        assertThat(get("/api/drift", Sandbox.TOKEN)).contains("ada.lovelace");
        assertThat(get("/api/enabled", Sandbox.TOKEN)).contains("ada.lovelace", "zoe.smith");
        assertThat(get("/holds/1", Sandbox.TOKEN)).contains("ada.lovelace", "zoe.smith");
        assertThat(get("/api/dead-letters/replays", Sandbox.TOKEN)).contains("ada.lovelace", "zoe.smith");
    }

    /** Whoever signed in at Entra is called by a mail address, and reasons and filters may hold one. */
    private static void nameMails(String who, String whom) {
        retailer.sandbox()
                .sql("update hold set decided_by = '%1$s', reason = 'for %2$s', undone_by = '%1$s', undone_at = now(),"
                                .formatted(who, whom)
                        + " undone_reason = 'for %s' where number = 1".formatted(whom));
        retailer.sandbox()
                .sql("insert into replay (who, filter, rate, state) values ('%s', 'text=%s', 1, 'done')"
                        .formatted(who, whom));
        retailer.sandbox()
                .sql("insert into sweep (ordered_by, ordered_at, finished_at) values ('%s', now(), now())"
                        .formatted(who));
        retailer.sandbox().sql("update master_switch set who = '%s', reason = 'for %s'".formatted(who, whom));
        retailer.sandbox()
                .sql("insert into activity (who, what, subject, detail) values ('%s', 'test', 'x', 'for %s')"
                        .formatted(who, whom));
    }

    /** Also what did not hold of a text is nothing for a viewer. */
    @Test
    void tellsTheTextsOfTasksToOperatorsAlone() {
        String car = "White car, bay 3.";
        String task = retailer.sandbox()
                .sql("select substr(subject, 6) from fact where field = 'notes' and value like '%White car%' limit 1");
        String store = retailer.sandbox()
                .sql("select store_number from task_board where ref = 'commerce/" + task + "' limit 1");
        retailer.sandbox()
                .sql("insert into task_conflict (store_number, ref, field, reason, won, lost, sentence, at) values ('"
                        + store + "', 'commerce/" + task + "', 'NOTES', 'COMMERCE_OWNS', '" + car
                        + "', 'No', 'The text was set to \"No\" in Planner, but Commerce decides it and says \"" + car
                        + "\".', now())");

        for (String path : List.of(
                "/api/explain/task?id=" + task,
                "/stores/" + store + "/tasks?ref=commerce/" + task,
                "/api/tasks?store=" + store)) {
            assertThat(get(path, Sandbox.TOKEN)).as(path).contains(car);
            assertThat(get(path, VIEWER))
                    .as(path)
                    .contains("The text was set to … in Planner, but Commerce decides it and says ….")
                    .doesNotContain(car);
        }
    }

    @Test
    void leadsFromTheMapOfTasksToTheStores() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/tasks");
            visit.page().click("table.heat td a >> nth=0");

            assertThat(visit.page().url()).contains("/tasks?region=").contains("list=");
            visit.page().click("tbody a >> nth=0");
            assertThat(visit.page().innerText("h2#roster")).isEqualTo("Roster");
        }
    }

    @Test
    void showsTheHierarchyWithTheStatesOfItsStoresAndOffersTheFile() {
        retailer.sandbox().sql("""
                insert into fact (subject, about, field, value, stamp)
                values ('mapping/Communication/HQ', '', 'teamId', '"11111111-2222-4333-8444-555555550001"', '2026')
                on conflict (subject, about, field) do nothing""");
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/hierarchy");
            assertThat(visit.text())
                    .contains("Retail Stores by Region", "Contoso Retail USA", "San Francisco", "no team")
                    .contains("Hierarchy \"Procurement\" has not the purpose")
                    .contains("Set-TeamTargetingHierarchy -FilePath 'targeting-hierarchy.csv'");
            String link = String.valueOf(visit.page().getAttribute("text=without them", "href"));
            assertThat(tandem.get(link).body()).startsWith("DisplayName,ParentName,TeamId\r\nRetail Communication,,");

            visit.page().click("text=Contoso Retail USA");
            assertThat(visit.page().innerText(".crumbs")).contains("Contoso");
            assertThat(visit.text())
                    .doesNotContain("Contoso Retail FR")
                    .contains("San Francisco", "What another upload");
            visit.page().click("text=San Francisco");
            assertThat(visit.page().innerText("h2#roster")).isEqualTo("Roster");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void explainsAPersonAndATask() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/explain");
            visit.page().fill("#q", "gallagher");
            visit.page().keyboard().press("Enter");
            visit.page().click("text=000205");
            assertThat(visit.text())
                    .contains("Commerce links this worker to cgallagher@contoso.example.", "a member of the team");

            visit.open("/explain?q=Count the till");
            visit.page().click("tbody a >> nth=0");
            assertThat(visit.text()).contains("Who said what", "Commerce decides", "Made in Commerce headquarters.");
        }
    }

    @Test
    void replaysAndDiscardsDeadLettersAndSaysWhoDidIt() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/dead-letters?state=open");
            visit.page().click("text=Replay these");
            assertThat(visit.text()).contains("Refused");
            visit.page().click("main form button");
            assertThat(visit.text()).contains("of state=open to=", " by token");

            visit.page().waitForSelector("text=Done", new Page.WaitForSelectorOptions().setTimeout(30_000));
            await().atMost(PATIENCE).until(() -> openLetters() == 3);
            visit.open("/dead-letters?state=open");
            visit.page().click("tbody a >> nth=0");
            assertThat(visit.text()).contains("It would be a dead letter again", "Payload");
            visit.page().fill("[name=reason]", "made up");
            visit.page().click("text=Discard");
            assertThat(visit.text()).contains("Discarded made up");

            visit.open("/activity");
            assertThat(visit.text()).contains("token", "dead-letter.discard", "made up");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void approvesAHoldThenUndoesItAndSaysWhoDidIt() {
        String number = hold("open", "000135");
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/holds");
            visit.page().click("text=Hold " + number);
            assertThat(visit.text()).contains("would be removed from 1 team", "000135");

            retailer.sandbox().sql("""
                    insert into departure (store_number, user_id, state, asked_at, team_size, hold)
                    values ('000135', 'joined-meanwhile', 'held', now(), 12, %s)""".formatted(number));
            visit.page().click("text=Approve: remove them");
            assertThat(visit.text()).contains("Hold " + number + " changed since it was shown", "nothing was done");

            retailer.sandbox().sql("delete from departure where user_id = 'joined-meanwhile'");
            visit.open("/holds/" + number);
            visit.page().fill("[name=reason] >> nth=0", "they moved");
            visit.page().click("text=Approve: remove them");

            assertThat(visit.text()).contains("Approved", "they moved").doesNotContain("Approve: remove them");

            visit.page().fill("[name=reason]", "they did not");
            visit.page().check("[name=sure]");
            visit.page().click("button:has-text('Undo')");

            assertThat(visit.text()).contains("Undone", "they did not").doesNotContain("They come back, and stay");
            visit.open("/activity");
            assertThat(visit.text()).contains("hold.approve", "they moved", "hold.undo", "they did not");
        }
    }

    @Test
    void rejectsAHoldAndSaysWhoDidIt() {
        String number = hold("open", "000021");
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/holds/" + number);

            visit.page().fill("[name=reason] >> nth=1", "they stay");
            visit.page().click("text=Reject: keep them");

            assertThat(visit.text()).contains("Rejected", "they stay").doesNotContain("Reject: keep them");
            visit.open("/activity");
            assertThat(visit.text()).contains("hold.reject", "they stay");
        }
    }

    @Test
    void syncsAllStoresNow() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            String before = generation("000021");
            visit.open("/stores");

            visit.page().click("text=Sync all now");

            assertThat(visit.page().url()).endsWith("/stores?state=working");
            assertThat(generation("000021")).isNotEqualTo(before);
            assertThat(get("/api/activity", Sandbox.TOKEN)).contains("\"what\":\"sync\"");
            await().atMost(PATIENCE).until(ConsoleIT::isSettled);
        }
    }

    @Test
    void signsOutAndShowsNothingAnyMore() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/stores");

            visit.page().click("text=Sign out");

            assertThat(visit.page().url()).contains("/sign-in");
            visit.open("/stores");
            assertThat(visit.page().url()).contains("/sign-in");
        }
    }

    @Test
    void replaysOneLetterWithAPayloadThatWasMended() {
        String id = newLetter("{\"mend\": 1}");
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/dead-letters/" + id);
            assertThat(visit.page().inputValue("[name=payload]")).isEqualTo("{\"mend\": 1}");
            visit.page()
                    .fill("[name=payload]", Events.store("store.updated", Instant.now(), "000136", "name", "Bayside"));
            visit.page().click("text=Try it");
            assertThat(visit.text()).contains("It changes what Commerce wants.");
            assertThat(visit.page().inputValue("[name=payload]")).contains("Bayside");

            visit.page().click("text=Replay it");

            await().atMost(PATIENCE).until(() -> state(id).equals("replayed"));
            await().atMost(PATIENCE)
                    .until(() -> get("/api/stores/000136", Sandbox.TOKEN).contains("Bayside"));
            assertThat(get("/api/dead-letters/" + id, Sandbox.TOKEN))
                    .contains("\"payload\":\"{\\\"mend\\\": 1}\"", "\"repaired\":");
            assertThat(visit.complaints()).isEmpty();
        }
        assertThat(retailer.sandbox().sql("select letters from replay order by number desc limit 1"))
                .isEqualTo("1");
    }

    @Test
    void replaysTheLettersThatAreSelectedAndCancelsTheReplay() {
        List<String> wanted = IntStream.range(0, 9)
                .mapToObj(number -> newLetter("select " + number))
                .toList();
        String other = newLetter("select none");
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/dead-letters?state=open&cause=unreadable");
            visit.page().click("text=Replay the selected");
            assertThat(visit.text()).contains("No letter is selected");
            visit.open("/dead-letters?state=open");
            wanted.forEach(id -> visit.page().check("[name=id][value='" + id + "']"));
            visit.page().click("text=Replay the selected");
            assertThat(visit.page().innerText("h1")).isEqualTo("Replay of 9 letters");
            visit.page().fill("[name=rate]", "1");

            visit.page().click("main form button");
            visit.page().click("text=Cancel replay");

            assertThat(visit.text()).contains("Canceled");
            assertThat(state(other)).isEqualTo("open");
            visit.open("/activity");
            assertThat(visit.text()).contains("dead-letter.replay.cancel");
            visit.open("/dead-letters/preview?id=" + other + "&id=9-9");
            assertThat(visit.text()).contains("Letter 9-9 does not exist").doesNotContain("Letters a second");
            visit.open("/dead-letters/preview?id=" + other);
            assertThat(visit.text()).contains("Nothing would change in Teams.", "Or discard it");
            visit.page().fill("[name=reason]", "sent by a test");
            visit.page().click("text=Discard 1 letter");
            assertThat(state(other)).isEqualTo("discarded");
        }
        assertThat(post("/dead-letters/9-9/replay", Sandbox.TOKEN).statusCode()).isEqualTo(409);
        assertThat(post("/dead-letters/9-9/discard?reason=none", Sandbox.TOKEN).statusCode())
                .isEqualTo(404);
        assertThat(post("/dead-letters/replays/999/cancel", Sandbox.TOKEN).statusCode())
                .isEqualTo(404);
        String latest = retailer.sandbox().sql("select max(number) from replay");
        assertThat(post("/dead-letters/replays/" + latest + "/cancel", Sandbox.TOKEN)
                        .body())
                .contains("Replay " + latest + " is canceled already");
        discardAll();
    }

    private static String newLetter(String record) {
        retailer.sandbox().topics().publishLines(List.of(record));
        String wanted = "select id from dead_letter where value = convert_to('" + record + "', 'UTF8')";
        await().atMost(PATIENCE).until(() -> !retailer.sandbox().sql(wanted).isEmpty());
        return retailer.sandbox().sql(wanted);
    }

    private static String state(String letter) {
        return retailer.sandbox().sql("select state from dead_letter where id = '" + letter + "'");
    }

    /** Other tests count what is open. What was sent again is a letter again. */
    private static void discardAll() {
        await().atMost(PATIENCE).until(() -> retailer.sandbox().sql("""
                        select bool_and(state <> 'replaying') and count(*) = 10 + count(*) filter (where state = 'replayed')
                        from dead_letter where convert_from(value, 'UTF8') like 'select%'""").equals("true"));
        retailer.sandbox().sql("""
                update dead_letter set state = 'discarded'
                where state = 'open' and convert_from(value, 'UTF8') like 'select%'""");
    }

    @Test
    void saysWhatIsNotThere() {
        try (Visit visit = visit(Sandbox.TOKEN, DESK)) {
            visit.open("/stores/999");

            assertThat(visit.text()).contains("No such store", "No event ever named store 999.");
        }
    }

    @Test
    void whatTheDocumentOfTheApiDescribesIsThere() throws IOException {
        JsonNode paths = new ObjectMapper()
                .readTree(tandem.get("/api/openapi.json").body())
                .path("paths");

        assertThat(paths.properties()).hasSizeGreaterThan(20);
        paths.properties().stream()
                .filter(path -> path.getValue().has("get"))
                .map(path -> path.getKey().replaceFirst("\\{number}$", "000205").replaceFirst("\\{id}$", "0-0"))
                .forEach(path -> assertThat(tandem.get(path).body()).as(path).doesNotContain("there is nothing at"));
    }

    @Test
    void explainsPeopleAndSyncsThroughTheApiToo() {
        assertThat(tandem.get("/api/people/000205").body()).contains("\"personnelNumber\":\"000205\"", "000135");
        assertThat(tandem.get("/api/people/9999").statusCode()).isEqualTo(404);
        assertThat(post("/api/stores/000136/sync", Sandbox.TOKEN).statusCode()).isEqualTo(202);
        assertThat(post("/api/stores/999/sync", Sandbox.TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void ordersASweepThroughTheApiAndTellsHowFarItIs() throws IOException {
        assertThat(post("/api/drift", VIEWER).statusCode()).isEqualTo(403);

        HttpResponse<String> ordered = post("/api/drift", Sandbox.TOKEN);

        assertThat(ordered.statusCode()).isEqualTo(202);
        assertThat(new ObjectMapper().readTree(ordered.body()).path("teams").asLong())
                .isPositive();
        await().atMost(PATIENCE).until(() -> {
            JsonNode sweep = new ObjectMapper()
                    .readTree(tandem.get("/api/status").body())
                    .path("drift");
            return sweep.hasNonNull("finishedAt")
                    && sweep.path("read").asLong() == sweep.path("teams").asLong();
        });
        assertThat(tandem.get("/api/drift").body()).contains("\"sweep\"", "\"value\"");
        assertThat(tandem.get("/api/activity").body()).contains("drift.sweep");
    }

    private static String get(String path, String token) {
        HttpResponse<String> answer = ask(path, token);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> ask(String path, String token) {
        return tandem.send(tandem.request(path).header("Authorization", "Bearer " + token));
    }

    private static HttpResponse<String> post(String path, String token) {
        return tandem.send(
                tandem.request(path).header("Authorization", "Bearer " + token).POST(BodyPublishers.noBody()));
    }
}
