package io.tandem.console;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.console.Diagnosis.Severity;
import io.tandem.console.WebhookCheck.Reach;
import io.tandem.model.Hierarchy;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.teams.Brake;
import io.tandem.teams.Finding;
import io.tandem.teams.TeamPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each thing that can be wrong gives a finding of its own, with a remedy; where nothing is wrong there is none. */
class DoctorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final String URL = "https://tandem.example.com";
    private static final PersonnelNumber WORKER = new PersonnelNumber("000205");
    private static final Set<String> LEAST = Set.of(
            "Group.ReadWrite.All",
            "Team.Create",
            "TeamSettings.ReadWrite.All",
            "TeamMember.ReadWrite.All",
            "User.Read.All",
            "Tasks.ReadWrite.All",
            "TeamMember.Read.All",
            "Team.ReadBasic.All");

    private static final Map<String, String> TOPICS =
            Map.of("tandem.topics.commerce-events", "events", "tandem.topics.dead-letters", "letters");

    static Stream<Arguments> misconfigurations() {
        return Stream.of(permissions(), credentials(), surroundings(), settings(), state(), stores())
                .flatMap(some -> some);
    }

    private static Stream<Arguments> permissions() {
        return Stream.concat(
                LEAST.stream().map(one -> wrong(without(one), "permission-missing:" + one)),
                Stream.of(
                        wrong(granted(Set.of()), "permissions-none"),
                        wrong(new PermissionCheck(Optional::empty, true, true), "permissions-unreadable"),
                        wrong(with("Directory.ReadWrite.All"), "permission-unneeded:Directory.ReadWrite.All"),
                        wrong(with("Chat.Read.All"), "permission-unneeded:Chat.Read.All")));
    }

    private static Stream<Arguments> credentials() {
        return Stream.of(
                wrong(app(null, "client", null, null), "setting-missing:tandem.graph.tenant"),
                wrong(app("tenant", null, null, null), "setting-missing:tandem.graph.client-id"),
                wrong(app("tenant", "client", "AADSTS7000222", null), "secret-expired"),
                wrong(app("tenant", "client", "AADSTS7000215", null), "secret-wrong"),
                wrong(app("tenant", "client", "AADSTS700016", null), "app-unknown"),
                wrong(app("tenant", "client", "AADSTS90002", null), "tenant-unknown"),
                wrong(app("tenant", "client", "AADSTS7000112", null), "app-disabled"),
                wrong(app("tenant", "client", "CredentialUnavailable", null), "credential-none"),
                wrong(app("tenant", "client", "AADSTS50000", null), "sign-in-failed:AADSTS50000"),
                wrong(app("tenant", "client", null, NOW.plus(Duration.ofDays(29))), "expires-soon"),
                wrong(app("tenant", "client", null, null), "expiry-unreadable"));
    }

    private static Stream<Arguments> surroundings() {
        return Stream.of(
                wrong(new ClockCheck(Optional::empty), "graph-unreachable"),
                wrong(new ClockCheck(() -> Optional.of(Duration.ofSeconds(-31))), "clock-skew"),
                wrong(new ClockCheck(() -> Optional.of(Duration.ofMinutes(6))), "clock-wrong"),
                wrong(webhook(null, Reach.ANSWERS), "webhook-none"),
                wrong(webhook("https://10.1.2.3", Reach.ANSWERS), "webhook-private"),
                wrong(webhook("http://tandem.example.com", Reach.ANSWERS), "webhook-http"),
                wrong(webhook(URL, Reach.SILENT), "webhook-unreachable"),
                wrong(webhook(URL, Reach.ANSWERS_WRONGLY), "webhook-elsewhere"),
                wrong(new TopicCheck(TOPICS, Optional::empty), "kafka-silent"),
                wrong(
                        new TopicCheck(TOPICS, () -> Optional.of(Map.of("events", 3))),
                        "topic-missing:tandem.topics.dead-letters"),
                wrong(
                        new TopicCheck(
                                Map.of("tandem.topics.commerce-events", "one", "tandem.topics.dead-letters", "one"),
                                () -> Optional.of(Map.of("one", 3))),
                        "topic-twice:one"),
                wrong(retention(Duration.ofDays(30)), "retention-limited:letters"));
    }

    private static RetentionCheck retention(Duration kept) {
        return new RetentionCheck("letters", "kafka:9092", () -> Optional.of(kept));
    }

    private static Stream<Arguments> settings() {
        TeamPolicy alike =
                new TeamPolicy("Our store", "tandem-", null, TeamPolicy.Strangers.REPORT, TeamPolicy.Pace.documented());
        Brake none = new Brake(5, 1, 1, Duration.ofMinutes(10), Duration.ZERO);
        TeamPolicy usual = TeamPolicy.defaults();
        Brake brake = Brake.defaults();
        return Stream.of(
                wrong(chosen(usual, none, false, true), "brake-off"),
                wrong(chosen(usual, brake(1001, Duration.ofMinutes(10), 2), false, true), "brake-people"),
                wrong(chosen(usual, brake(1000, Duration.ofMinutes(10), 1001), false, true), "brake-archives"),
                wrong(chosen(usual, brake(5, Duration.ofSeconds(1), 1000), false, true), "brake-wave"),
                wrong(chosen(usual.with(TeamPolicy.Strangers.REMOVE), brake, false, true), "strangers-removed"),
                wrong(chosen(alike, brake, false, true), "names-alike"),
                wrong(chosen(usual, brake, true, true), "ops-open"),
                wrong(chosen(usual, brake, false, false), "token-made-up"));
    }

    private static Brake brake(int people, Duration wave, int archives) {
        return new Brake(people, 0.2, 0.05, wave, Duration.ofSeconds(2), archives);
    }

    private static Stream<Arguments> state() {
        return Stream.of(
                wrong(state(new StateCheck.State(Optional.of("Tandem is disabled"), 0, 0, 0)), "disabled"),
                wrong(state(new StateCheck.State(Optional.empty(), 1, 0, 0)), "holds-open"),
                wrong(state(new StateCheck.State(Optional.empty(), 0, 2, 0)), "stores-failed"),
                wrong(state(new StateCheck.State(Optional.empty(), 0, 0, 3)), "letters-open"),
                wrong(PulseCheck.troubles(() -> Map.of("routes", "a route has stopped")), "down:routes"),
                wrong(PulseCheck.troubles(() -> Map.of("database", "PostgreSQL does not answer")), "down:database"),
                wrong(PulseCheck.warnings(() -> Map.of("subscriptions", "none stands")), "warning:subscriptions"),
                wrong(hierarchies("Organization chart", "Operations"), "hierarchy-purpose"));
    }

    private static Stream<Arguments> stores() {
        return Map.<Finding, String>ofEntries(
                        entry(new Finding.StoreUnknown(), "store-unknown"),
                        entry(new Finding.StoreClosed(), "store-closed"),
                        entry(new Finding.ToBeArchived(NOW), "to-be-archived"),
                        entry(new Finding.TeamArchived(), "team-archived"),
                        entry(new Finding.NotArchivedByDecision(), "not-archived-by-decision"),
                        entry(new Finding.NoTaskManager(), "no-task-manager"),
                        entry(new Finding.CommunicationsOwnerUnusable(), "communications-owner-unusable"),
                        entry(new Finding.NoManager(), "no-manager"),
                        entry(new Finding.NotEmployed(WORKER), "not-employed"),
                        entry(new Finding.NotLinked(WORKER), "not-linked"),
                        entry(new Finding.AccountMissing(WORKER), "account-missing"),
                        entry(new Finding.AccountDisabled(WORKER), "account-disabled"),
                        entry(new Finding.NotLicensed(WORKER), "not-licensed"),
                        entry(new Finding.FallbackOwnerUnusable(), "fallback-owner-unusable"),
                        entry(new Finding.LastOwnerStays("ada"), "last-owner-stays"),
                        entry(new Finding.GroupWithoutTeam("group"), "group-without-team"),
                        entry(
                                new Finding.TeamNamedNoMore(new StoreNumber("000135"), "team", null),
                                "team-named-no-more"),
                        entry(new Finding.TeamDeleted("team"), "team-deleted"),
                        entry(new Finding.MemberRefused("ada", "NotFound"), "member-refused"),
                        entry(new Finding.AddedByHand("ada"), "added-by-hand"),
                        entry(new Finding.KeptByDecision("ada"), "kept-by-decision"),
                        entry(new Finding.MappedElsewhere("team"), "mapped-elsewhere"),
                        entry(new Finding.MappedTeamMissing("team"), "mapped-team-missing"))
                .entrySet()
                .stream()
                .map(one -> wrong(
                        new StoreCheck(() -> Map.of("000135", List.of(one.getKey()))), "finding:" + one.getValue()));
    }

    @ParameterizedTest
    @MethodSource("misconfigurations")
    void eachMisconfigurationGivesAFindingOfItsOwn(Check check, String code) {
        List<Diagnosis> found = check.look();

        assertThat(found).extracting(Diagnosis::code).containsExactly(code);
        assertThat(found).allSatisfy(one -> {
            assertThat(one.sentence()).isNotBlank();
            assertThat(one.remedy()).isNotBlank();
        });
    }

    @Test
    void thereAreManyAndNoTwoOfThemGiveTheSame() {
        List<Object> codes = misconfigurations().map(one -> one.get()[1]).toList();

        assertThat(codes).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }

    @Test
    void whereAllIsWellNothingIsFound() {
        List<Check> checks = List.of(
                granted(LEAST),
                app("tenant", "client", null, NOW.plus(Duration.ofDays(31))),
                new ClockCheck(() -> Optional.of(Duration.ofSeconds(30))),
                webhook(URL, Reach.ANSWERS),
                new TopicCheck(TOPICS, () -> Optional.of(Map.of("events", 1, "letters", 1))),
                retention(Duration.ofMillis(-1)),
                new RetentionCheck("letters", "kafka:9092", Optional::empty),
                chosen(TeamPolicy.defaults(), Brake.defaults(), false, true),
                state(new StateCheck.State(Optional.empty(), 0, 0, 0)),
                PulseCheck.troubles(Map::of),
                new HierarchyCheck(List::of),
                hierarchies("Operations", "RetailReporting"),
                new StoreCheck(() -> Map.of("000135", List.of())));

        assertThat(new Doctor(checks).examine())
                .hasSize(checks.size())
                .allSatisfy(result -> assertThat(result.found()).isEmpty());
    }

    @Test
    void aGreaterPermissionDoesAsWell() {
        Set<String> greater = new HashSet<>(LEAST);
        greater.remove("Team.Create");

        assertThat(granted(greater).look())
                .singleElement()
                .returns(Severity.NOTES, Diagnosis::severity)
                .returns("permission-missing:Team.Create", Diagnosis::code);
        assertThat(without("TeamMember.ReadWrite.All").look())
                .singleElement()
                .returns(Severity.BLOCKS, Diagnosis::severity);
        assertThat(without("TeamMember.Read.All").look()).singleElement().returns(Severity.WARNS, Diagnosis::severity);
    }

    @Test
    void whatIsNotUsedNeedsNoPermission() {
        Set<String> less = new HashSet<>(LEAST);
        less.removeAll(Set.of("Tasks.ReadWrite.All", "TeamMember.Read.All", "Team.ReadBasic.All"));

        assertThat(new PermissionCheck(() -> Optional.of(less), false, false).look())
                .isEmpty();
    }

    @Test
    void storesWithTheSameTroubleAreToldOfTogether() {
        Finding none = new Finding.NoManager();
        Check check = new StoreCheck(() -> Map.of(
                "1",
                List.of(none),
                "2",
                List.of(none),
                "3",
                List.of(none),
                "4",
                List.of(none),
                "5",
                List.of(none),
                "6",
                List.of(none, new Finding.NotLinked(WORKER))));

        assertThat(check.look())
                .extracting(Diagnosis::sentence)
                .containsExactly(
                        "6 times, in stores 1, 2, 3, 4, 5 and 1 other: no manager with a usable account",
                        "1 time, in stores 6: worker 000205 is not linked to an Entra account; link it in Commerce HQ");
    }

    @Test
    void theCommunicationsManagersAreNoStore() {
        Map<String, List<Finding>> findings = Map.of("communications", List.of(new Finding.NoTaskManager()));

        assertThat(new StoreCheck(() -> findings).look())
                .extracting(Diagnosis::sentence)
                .containsExactly("1 time, the communications managers: nobody with a usable account holds the role"
                        + " Retail task manager");
    }

    @Test
    void theWorstComesFirstAndACheckThatFailsHidesNoOther() {
        Check broken = new TopicCheck(TOPICS, () -> {
            throw new IllegalStateException("away");
        });
        Diagnosis warns = Diagnosis.warns("a", "it is slow", "wait");
        Diagnosis blocks = Diagnosis.blocks("b", "it is down", "mend it");

        List<Doctor.Result> results = new Doctor(List.of(broken, finding(warns, blocks))).examine();

        assertThat(results.getFirst().found()).extracting(Diagnosis::code).containsExactly("check-failed:topics");
        assertThat(results.getLast().found()).containsExactly(blocks, warns);
    }

    @Test
    void aDatabaseThatIsAwayBlocksThoughNothingCanBeReadOfIt() {
        Check state = new StateCheck(() -> {
            throw new IllegalStateException("away");
        });
        Check down = PulseCheck.troubles(() -> Map.of("database", "PostgreSQL does not answer"));

        List<Doctor.Result> results = new Doctor(List.of(down, state)).examine();

        assertThat(results)
                .flatMap(Doctor.Result::found)
                .extracting(Diagnosis::severity)
                .containsExactly(Severity.BLOCKS, Severity.WARNS);
    }

    private static Check finding(Diagnosis... found) {
        return new Check() {
            @Override
            public String name() {
                return "several";
            }

            @Override
            public List<Diagnosis> look() {
                return List.of(found);
            }
        };
    }

    private static Check hierarchies(String... purposes) {
        return new HierarchyCheck(() -> List.of(new Hierarchy("Stores by region", List.of(purposes), List.of(), NOW)));
    }

    private static Arguments wrong(Check check, String code) {
        return Arguments.of(check, code);
    }

    private static Check granted(Set<String> roles) {
        return new PermissionCheck(() -> Optional.of(roles), true, true);
    }

    private static Check without(String role) {
        Set<String> roles = new HashSet<>(LEAST);
        roles.remove(role);
        return granted(roles);
    }

    private static Check with(String role) {
        Set<String> roles = new HashSet<>(LEAST);
        roles.add(role);
        return granted(roles);
    }

    private static Check app(
            @Nullable String tenant, @Nullable String client, @Nullable String refusal, @Nullable Instant expires) {
        return new CredentialCheck(
                new CredentialCheck.App(tenant, client),
                () -> new CredentialCheck.Look(refusal, Optional.ofNullable(expires)),
                () -> NOW);
    }

    private static Check webhook(@Nullable String url, Reach reach) {
        return new WebhookCheck(url, asked -> reach);
    }

    private static Check chosen(TeamPolicy policy, Brake brake, boolean open, boolean canBeAsked) {
        return new SettingCheck(new SettingCheck.Chosen(policy, brake, open, false, canBeAsked));
    }

    private static Check state(StateCheck.State state) {
        return new StateCheck(() -> state);
    }
}
