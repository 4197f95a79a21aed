package io.tandem.console;

import io.tandem.commerce.Stamp;
import io.tandem.model.Communications;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.teams.Hold;
import io.tandem.teams.KnownMember;
import io.tandem.teams.Step;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a worker, store or task is as it is: {@code GET /api/explain/worker/000205}, {@code /api/explain/store/000135}, {@code
 * /api/explain/store/communications} for the team of the communications managers, and {@code /api/explain/task?id=...}. Which event said it, which rule applies, what is planned, which Graph call did it, and when it was
 * written and seen.
 *
 * @param answer answers with a body
 */
record ExplainApi(ConsoleParts parts, OpsServer.Views views, BiConsumer<RoutingContext, Object> answer) {
    private static final int MOST = 20;

    /**
     * A word of Commerce.
     *
     * @param event id of the event that said it
     * @param source who sent the event
     */
    record Heard(String what, Instant at, String event, String source) {
        static Heard of(String what, Stamp stamp) {
            return new Heard(
                    what, stamp.time(), stamp.event().id(), stamp.event().source());
        }

        Heard masked() {
            return new Heard(Mask.text(what), at, event, source);
        }
    }

    /** What becomes of a worker in a store, or among the communications managers, by which rule, and by which calls. */
    record InStore(
            String storeNumber,
            String name,
            String role,
            String rule,
            List<String> why,
            @Nullable Instant writtenAt,
            @Nullable Instant seenAt,
            List<String> plan,
            List<String> holds,
            List<StepLog.Entry> calls) {}

    void addTo(Router router) {
        router.get("/api/explain/worker/:number").blockingHandler(Requests.checked(this::worker), false);
        router.get("/api/explain/store/:number").blockingHandler(Requests.checked(this::store), false);
        router.get("/api/explain/task").blockingHandler(Requests.checked(this::task), false);
    }

    private static boolean whole(RoutingContext context) {
        return Caller.of(context).may(Caller.Role.OPERATOR);
    }

    private static String path(RoutingContext context) {
        return Objects.requireNonNullElse(context.pathParam("number"), "");
    }

    private void worker(RoutingContext context) {
        PersonnelNumber number = new PersonnelNumber(path(context));
        PersonStory.of(number, parts.people(), parts.explainer())
                .ifPresentOrElse(
                        story -> answer.accept(context, worker(number, story, whole(context))),
                        () -> missing(context, "Commerce never spoke of worker " + number));
    }

    private Map<String, Object> worker(PersonnelNumber number, PersonStory story, boolean whole) {
        PersonStory shown = whole ? story : story.masked();
        String user = story.user(parts.people());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("personnelNumber", shown.number());
        body.put("name", shown.name());
        body.put("account", shown.account());
        body.put("employment", shown.employment());
        body.put(
                "teams",
                shown.teams().stream().map(team -> inStore(team, user, whole)).toList());
        body.put(
                "said",
                parts.people().facts(number).stream()
                        .sorted((one, other) -> other.stamp().compareTo(one.stamp()))
                        .map(fact -> Heard.of(FactWords.sentence(fact), fact.stamp()))
                        .filter(heard -> whole || !heard.what().startsWith("Name"))
                        .map(heard -> whole ? heard : heard.masked())
                        .toList());
        return body;
    }

    private InStore inStore(PersonStory.InStore team, String user, boolean whole) {
        TeamSource source = TeamSource.of(team.storeNumber());
        Explainer.Team now = parts.explainer().team(source);
        KnownMember member = now.known().members().get(user);
        return new InStore(
                team.storeNumber(),
                team.name(),
                team.role(),
                rule(source, team.role()),
                team.why(),
                member == null ? null : member.writtenAt(),
                member == null ? null : member.seenAt(),
                texts(now.plan().steps().stream().map(Step::sentence), whole),
                texts(now.plan().holds().stream().map(Hold::sentence), whole),
                calls(parts.steps().ofPerson(source, user, MOST), whole));
    }

    private static String rule(TeamSource source, String role) {
        return switch (source) {
            case StoreNumber store -> inStore(role);
            case Communications communications -> amongCommunications(role);
        };
    }

    private static String amongCommunications(String role) {
        return switch (role) {
            case "owner" ->
                "Whoever tandem.teams.communications-owners names owns the team of the communications managers, else the first"
                        + " who held the role Retail task manager.";
            case "member" -> "Whoever holds the role Retail task manager is a member of the communications team.";
            default ->
                "Only who holds the role Retail task manager and is employed today, with an account that is enabled and"
                        + " licensed, is put into the communications team.";
        };
    }

    private static String inStore(String role) {
        return switch (role) {
            case "owner" -> "Managers of a store own its team.";
            case "member" -> "Workers of a store are members of its team.";
            default ->
                "Only who is assigned to the store and employed today, with an account that is enabled and licensed, is put"
                        + " into its team.";
        };
    }

    private void store(RoutingContext context) {
        TeamSource source = TeamSource.of(path(context));
        boolean whole = whole(context);
        StoreViews stores = views.seenBy(Caller.of(context)).stores();
        switch (source) {
            case StoreNumber number ->
                stores.store(number)
                        .ifPresentOrElse(
                                detail -> answer.accept(context, store(number, detail, whole)),
                                () -> missing(context, "no event ever named a store '" + number + "'"));
            case Communications holders ->
                stores.communications()
                        .ifPresentOrElse(
                                detail -> answer.accept(context, store(holders, detail, whole)),
                                () -> missing(context, "nobody ever held the role Retail task manager"));
        }
    }

    private Map<String, Object> store(TeamSource source, StoreViews.Detail detail, boolean whole) {
        Explainer.Team team = parts.explainer().team(source);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("store", detail.store());
        body.put("findings", detail.findings());
        body.put(
                "wanted",
                Map.of("team", team.desired().wanted(), "name", team.desired().name()));
        body.put(
                "roster",
                RosterTable.of(team).stream()
                        .map(line -> whole ? line : line.masked())
                        .toList());
        body.put("plan", texts(team.plan().steps().stream().map(Step::sentence), whole));
        body.put("holds", texts(team.plan().holds().stream().map(Hold::sentence), whole));
        body.put("calls", calls(parts.steps().ofTeam(source, MOST), whole));
        body.put(
                "said",
                parts.board().history(source, MOST).stream()
                        .map(word -> Heard.of(FactWords.sentence(word), new Stamp(word.stamp())))
                        .map(heard -> whole ? heard : heard.masked())
                        .toList());
        return body;
    }

    /** Of tasks of the same id in several stores each is explained. */
    private void task(RoutingContext context) {
        String id = Requests.parameter(context, "id", text -> text, "");
        List<TaskStory> stories = parts.tasks().named(id, MOST).stream()
                .map(row -> TaskStory.of(row, parts.explainer()))
                .map(story -> whole(context) ? story : story.masked())
                .toList();
        if (stories.isEmpty()) {
            missing(context, "there is no task with the id '" + id + "', in Commerce or in Planner");
        } else {
            answer.accept(context, Map.of("value", stories));
        }
    }

    private static List<String> texts(Stream<String> sentences, boolean whole) {
        return sentences.map(text -> whole ? text : Mask.text(text)).toList();
    }

    private static List<StepLog.Entry> calls(List<StepLog.Entry> calls, boolean whole) {
        return calls.stream().map(call -> whole ? call : call.masked()).toList();
    }

    private static void missing(RoutingContext context, String why) {
        Problem.notFound(why).answer(context);
    }
}
