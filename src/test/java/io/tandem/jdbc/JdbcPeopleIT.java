package io.tandem.jdbc;

import static io.tandem.Events.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.BesideOthers;
import io.tandem.Events;
import io.tandem.Sandbox;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.model.Identity;
import io.tandem.model.StoreNumber;
import io.tandem.route.PeopleLookup;
import io.tandem.teams.Account;
import io.tandem.teams.Directory;
import io.tandem.teams.People;
import io.tandem.teams.TeamPolicy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BesideOthers
class JdbcPeopleIT {
    private static final String ADA_ID = "3d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final String BOB_ID = "4d0f2c4e-7c55-4d6a-8b0e-0a1b2c3d4e5f";
    private static final Identity ADA = new Identity(ADA_ID, null);
    private static final Identity BOB = new Identity(null, "Bob@contoso.example");
    private static final Identity EVE = new Identity(null, "eve@contoso.example");
    private static final Identity ROBERT = new Identity(null, "robert@contoso.example");
    private static final Account GOOD = new Account(ADA_ID, true, true);
    private static final Instant DAY_AGO = TIME.minusSeconds(86_400);
    private static final Instant HOUR_AGO = TIME.minusSeconds(3_600);
    private static final Sandbox SANDBOX = Sandbox.create(1);

    private final Database database = SANDBOX.database();
    private final People people = database.people();
    private final Map<String, String> directory = new HashMap<>();

    @BeforeEach
    void forgetAll() {
        SANDBOX.sql("truncate account, fact, commerce_event, due_key");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void remembersAnswersAndThatThereWasNobody() {
        Account disabled = new Account(BOB_ID, false, true);

        people.remember(Map.of(EVE, Optional.empty(), BOB, Optional.of(disabled)), TIME);

        assertThat(people.directory(List.of(EVE, BOB))).isEqualTo(new Directory(Map.of(BOB, disabled)));
        assertThat(unresolved(EVE, BOB)).isEmpty();
    }

    @Test
    void whoeverIsNotShownAnyMoreIsStillKnownById() {
        people.remember(Map.of(BOB, Optional.of(new Account(BOB_ID, true, true))), DAY_AGO);

        people.remember(Map.of(ADA, Optional.empty(), BOB, Optional.empty()), TIME);

        assertThat(people.directory(List.of(ADA, BOB)))
                .isEqualTo(new Directory(Map.of(
                        ADA, new Account(ADA_ID, false, false, true), BOB, new Account(BOB_ID, false, false, true))));
        people.remember(Map.of(BOB, Optional.of(GOOD)), TIME);
        assertThat(people.directory(List.of(BOB)).find(BOB))
                .as("another has the name")
                .contains(GOOD);
    }

    @Test
    void aNameThatIsUsedAgainIsNobodyOfOld() {
        directory.put("bob@contoso.example", BOB_ID);
        assertThat(lookUp(TIME, BOB))
                .hasValueSatisfying(bob -> assertThat(bob.userId()).isEqualTo(BOB_ID));
        directory.clear();
        directory.put("robert@contoso.example", BOB_ID);
        assertThat(lookUp(TIME.plusSeconds(90_000), BOB))
                .as("as long as nobody else is that user")
                .hasValueSatisfying(bob -> assertThat(bob.isUsable()).isTrue());

        assertThat(lookUp(TIME.plusSeconds(90_001), ROBERT)).isPresent();

        assertThat(lookUp(TIME.plusSeconds(90_002), BOB))
                .as("another is to get the name, and has no account yet")
                .isEmpty();
        assertThat(lookUp(TIME.plusSeconds(90_003), ROBERT)).isPresent();
        directory.put("bob@contoso.example", ADA_ID);
        assertThat(lookUp(TIME.plusSeconds(99_000), BOB))
                .hasValueSatisfying(bob -> assertThat(bob.userId()).isEqualTo(ADA_ID));
    }

    @Test
    void aNameIsNobodyOfOldThoughItIsAskedAboutTogetherWithTheNewOne() {
        people.remember(Map.of(BOB, Optional.of(new Account(BOB_ID, true, true))), DAY_AGO.minusSeconds(1));
        directory.put("robert@contoso.example", BOB_ID);

        lookUp(TIME, BOB, ROBERT);

        assertThat(people.directory(List.of(BOB, ROBERT)).accounts()).containsOnlyKeys(ROBERT);
    }

    @Test
    void whoeverIsKnownByIdAndByNameIsAskedAboutOnceADay() {
        people.remember(Map.of(EVE, Optional.of(GOOD)), TIME.minusSeconds(2));
        people.remember(Map.of(ADA, Optional.of(GOOD)), TIME.minusSeconds(1));

        assertThat(unresolved(ADA, EVE)).isEmpty();
    }

    @Test
    void whoeverIsKnownByTwoNamesIsAskedAboutByTheOlderAnswerAgain() {
        people.remember(Map.of(EVE, Optional.of(GOOD)), TIME.minusSeconds(2));
        people.remember(Map.of(ROBERT, Optional.of(GOOD)), TIME.minusSeconds(1));
        assertThat(unresolved(ROBERT, EVE)).containsExactly(EVE);

        people.remember(Map.of(EVE, Optional.of(GOOD)), TIME);

        assertThat(unresolved(EVE)).isEmpty();
    }

    @Test
    void whoeverIsKnownByIdBesidesIsStillThatPersonUnderTheNameOfOld() {
        directory.put("bob@contoso.example", BOB_ID);
        lookUp(TIME, BOB);
        directory.clear();
        directory.put("robert@contoso.example", BOB_ID);

        assertThat(lookUp(TIME.plusSeconds(90_000), BOB, new Identity(BOB_ID, null)))
                .as("an owner by configuration, or somebody who is kept by a decision")
                .hasValueSatisfying(bob -> assertThat(bob.isUsable()).isTrue());
    }

    /** Asks the directory and returns who the first of these people is. */
    private Optional<Account> lookUp(Instant now, Identity... identities) {
        PeopleLookup lookup =
                new PeopleLookup(people, this::answer, TeamPolicy.Pace.documented(), Clock.fixed(now, ZoneOffset.UTC));
        assertThat(lookup.lookUp(List.of(identities))).isEmpty();
        return people.directory(List.of(identities)).find(identities[0]);
    }

    private GraphAnswer answer(GraphRequest request) {
        String asked = URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode users = body.putArray("value");
        directory.forEach((name, id) -> {
            if (asked.contains("'" + name + "'") || asked.contains("'" + id + "'")) {
                ObjectNode user = users.addObject();
                user.put("id", id).put("userPrincipalName", name).put("accountEnabled", true);
                user.putArray("assignedPlans")
                        .addObject()
                        .put("service", "TeamspaceAPI")
                        .put("capabilityStatus", "Enabled");
            }
        });
        return new GraphAnswer.Success(200, body, Map.of(), "request");
    }

    @Test
    void believesTheLastAnswer() {
        people.remember(Map.of(ADA, Optional.empty()), DAY_AGO);

        people.remember(Map.of(ADA, Optional.of(GOOD)), TIME);

        assertThat(people.directory(List.of(ADA)).find(ADA)).contains(GOOD);
    }

    @Test
    void remembersNothingAndKnowsNobody() {
        people.remember(Map.of(), TIME);

        assertThat(people.directory(List.of())).isEqualTo(new Directory(Map.of()));
        assertThat(people.directory(List.of(ADA))).isEqualTo(new Directory(Map.of()));
    }

    @Test
    void findsAPersonByObjectIdWhateverTheName() {
        people.remember(Map.of(ADA, Optional.of(GOOD)), TIME);
        Identity renamed = new Identity(ADA_ID.toUpperCase(java.util.Locale.ROOT), "other@contoso.example");

        assertThat(people.directory(Set.of(renamed, ADA)).accounts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(renamed, GOOD, ADA, GOOD));
    }

    @Test
    void asksAboutWhomNothingIsRemembered() {
        assertThat(unresolved(ADA, BOB)).containsExactlyInAnyOrder(ADA, BOB);
        assertThat(unresolved()).isEmpty();
    }

    @Test
    void asksAgainAboutWhoeverCouldNotBeAddedOnceEverythingIsToBeSynced() {
        people.remember(Map.of(ADA, Optional.of(GOOD), BOB, Optional.of(new Account(BOB_ID, true, false))), TIME);

        database.consoleTables().syncs(() -> {}).syncAll("ann");

        assertThat(unresolved(ADA, BOB)).containsExactly(BOB);
        assertThat(people.directory(List.of(BOB)).find(BOB))
                .as("until there is an answer")
                .isPresent();
    }

    @Test
    void asksAgainAboutEverybodyOfAStoreThatIsToBeSynced() {
        database.commerceState()
                .fold(Events.batch(
                        Events.opened("000135", "Houston"),
                        Events.hired("000001", ADA_ID),
                        Events.assigned("000001", "000135", "worker")));
        people.remember(Map.of(ADA, Optional.of(GOOD), BOB, Optional.of(new Account(BOB_ID, true, false))), TIME);

        assertThat(database.consoleTables().syncs(() -> {}).sync(new StoreNumber("000135"), "ann"))
                .isTrue();

        assertThat(unresolved(ADA, BOB)).containsExactly(ADA);
    }

    @Test
    void asksAgainAboutUsableAccountsAfterADay() {
        people.remember(Map.of(ADA, Optional.of(GOOD)), DAY_AGO);
        assertThat(unresolved(ADA)).isEmpty();

        people.remember(Map.of(ADA, Optional.of(GOOD)), DAY_AGO.minusSeconds(1));
        assertThat(unresolved(ADA)).containsExactly(ADA);
    }

    @Test
    void asksAgainAboutDoubtfulAccountsAfterAnHour() {
        for (Optional<Account> doubtful : List.of(
                Optional.<Account>empty(),
                Optional.of(new Account(ADA_ID, false, true)),
                Optional.of(new Account(ADA_ID, true, false)))) {
            people.remember(Map.of(ADA, doubtful), HOUR_AGO);
            assertThat(unresolved(ADA)).isEmpty();

            people.remember(Map.of(ADA, doubtful), HOUR_AGO.minusSeconds(1));
            assertThat(unresolved(ADA)).containsExactly(ADA);
        }
    }

    @Test
    void fillsACallUpWithPeopleWhomCommerceNamedAndNobodyAskedAbout() {
        fold(
                Events.hired("000205", BOB_ID),
                hiredByName("000206", "eve@contoso.example"),
                hiredByName("000207", "known@contoso.example"));
        people.remember(Map.of(new Identity(null, "known@contoso.example"), Optional.empty()), DAY_AGO);

        assertThat(unresolved(ADA))
                .containsExactlyInAnyOrder(ADA, new Identity(BOB_ID, null), new Identity(null, "eve@contoso.example"));
    }

    @Test
    void asksNobodyWhenThoseWhoAreWantedAreKnown() {
        fold(Events.hired("000205", BOB_ID));
        people.remember(Map.of(ADA, Optional.of(GOOD)), TIME);

        assertThat(unresolved(ADA)).isEmpty();
    }

    @Test
    void asksAboutNoMoreThanFitAndThoseWhoAreWantedFirst() {
        fold(
                hiredByName("000206", "a@contoso.example"),
                hiredByName("000207", "b@contoso.example"),
                hiredByName("000208", "c@contoso.example"));

        assertThat(people.unresolved(List.of(ADA), DAY_AGO, HOUR_AGO, 3))
                .hasSize(3)
                .contains(ADA);
        assertThat(people.unresolved(List.of(ADA, BOB), DAY_AGO, HOUR_AGO, 2)).containsExactlyInAnyOrder(ADA, BOB);
    }

    @Test
    void asksByObjectIdAloneWhenCommerceNamedBoth() {
        fold(Events.worker(
                "worker.identity.linked",
                TIME,
                "000205",
                "entraObjectId",
                BOB_ID,
                "userPrincipalName",
                "bob@contoso.example"));

        assertThat(unresolved(ADA)).containsExactlyInAnyOrder(ADA, new Identity(BOB_ID, null));
    }

    /** A name of blanks is what a careless export writes for a worker without account. */
    @Test
    void asksAboutNobodyWithoutAName() {
        fold(
                hiredByName("000206", ""),
                hiredByName("000207", "  "),
                hiredByName("000208", "\u2003"),
                hiredByName("000209", "odd\"name\\@contoso.example"),
                hiredByName("000210", "o'neil@contoso.example"));

        assertThat(unresolved(ADA))
                .containsExactlyInAnyOrder(
                        ADA,
                        new Identity(null, "odd\"name\\@contoso.example"),
                        new Identity(null, "o'neil@contoso.example"));
    }

    @Test
    void asksAboutNobodyWhoWasUnlinked() {
        fold(Events.hired("000205", BOB_ID), Events.worker("worker.identity.unlinked", TIME.plusSeconds(1), "000205"));

        assertThat(unresolved(ADA)).containsExactly(ADA);
    }

    private List<Identity> unresolved(Identity... wanted) {
        Collection<Identity> all = List.of(wanted);
        return people.unresolved(all, DAY_AGO, HOUR_AGO, 1000);
    }

    private void fold(String... lines) {
        assertThat(database.commerceState().fold(Events.batch(lines)).applied()).isEqualTo(lines.length);
    }

    private static String hiredByName(String number, String name) {
        return Events.worker(
                "worker.hired",
                TIME,
                number,
                "name",
                "Worker",
                "employmentStart",
                "2020-01-01",
                "userPrincipalName",
                name);
    }
}
