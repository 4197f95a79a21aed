package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import io.tandem.simulator.PlannerObject.Kind;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class PlannerEtagsTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast,planner.knownVersions=4");

    @Test
    void aStaleButKnownEtagIsAcceptedWhenNothingConflicts() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");
        String path = path(task);
        planner.change(path, "{\"title\":\"Changed in Teams\"}");

        Graph.Answer answer = planner.change(path, Planner.etag(task), "{\"percentComplete\":50}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("title").asText()).isEqualTo("Changed in Teams");
        assertThat(answer.body().path("percentComplete").asInt()).isEqualTo(50);
    }

    @Test
    void aStaleEtagConflictsOnTheSameProperty() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");
        String path = path(task);
        planner.change(path, "{\"title\":\"Changed in Teams\"}");

        Graph.Answer answer = planner.change(path, Planner.etag(task), "{\"title\":\"Mine\",\"percentComplete\":50}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorCode()).isEmpty();
        assertThat(answer.errorMessage()).contains("title");
        assertThat(planner.read(task.id()).body().path("percentComplete").asInt())
                .isZero();
    }

    @Test
    void aStaleEtagConflictsOnTheSameEntryOfAnOpenTypeAlone() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");
        String path = path(task);
        planner.change(path, "{" + Planner.assignment(1) + "}");

        Graph.Answer other = planner.change(path, Planner.etag(task), "{" + Planner.assignment(2) + "}");
        Graph.Answer same =
                planner.change(path, Planner.etag(task), "{\"assignments\":{\"" + Contoso.OWNER + "\":null}}");

        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body().path("assignments")).hasSize(2);
        assertThat(same.status()).isEqualTo(409);
    }

    @Test
    void aMissingOrUnknownEtagIs412() {
        Planner planner = planner();
        Graph graph = SIMULATOR.graph();
        String plan = planner.plan();
        Graph.Answer task = planner.task(plan, "");
        Graph.Answer stranger = planner.task(plan, "");
        String body = "{\"percentComplete\":50}";
        String future = Planner.etag(task).replace("B\"", "Z\"");

        assertThat(graph.patch(path(task), body).status()).isEqualTo(412);
        assertThat(graph.delete(path(task)).status()).isEqualTo(412);
        for (String etag : new String[] {"*", "W/\"x\"", "x", "W/\"", future, Planner.etag(stranger)}) {
            assertThat(planner.change(path(task), etag, body).status()).as(etag).isEqualTo(412);
        }
        assertThat(planner.change(path(task), Planner.etag(task), body).status())
                .isEqualTo(200);
    }

    @Test
    void anEtagThatIsForgottenIs412() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");
        for (int percent = 1; percent <= 3; percent++) {
            planner.changeTask(task.id(), "{\"percentComplete\":%d}".formatted(percent));
        }

        int known = planner.change(path(task), Planner.etag(task), "{\"title\":\"New\"}")
                .status();
        int forgotten = planner.change(path(task), Planner.etag(task), "{\"priority\":1}")
                .status();

        assertThat(known).isEqualTo(200);
        assertThat(forgotten).isEqualTo(412);
    }

    @Test
    void taskAndDetailsHaveEtagsOfTheirOwn() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");
        String details = Planner.etag(planner.details(task.id()));

        int crossed = planner.change(path(task) + "/details", Planner.etag(task), "{\"description\":\"x\"}")
                .status();
        int backwards = planner.change(path(task), details, "{\"priority\":1}").status();
        planner.changeTask(task.id(), "{\"priority\":9}");

        assertThat(crossed).isEqualTo(412);
        assertThat(backwards).isEqualTo(412);
        assertThat(Planner.etag(planner.details(task.id()))).isEqualTo(details);
    }

    @Test
    void aPatchAnswersNoBodyAndNoEtagUnlessPreferred() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");
        Graph graph = SIMULATOR.graph();

        Graph.Answer silent = graph.patch(path(task), "{\"title\":\"A\"}", "If-Match", Planner.etag(task));
        Graph.Answer next = graph.patch(path(task), "{\"title\":\"B\"}", "If-Match", Planner.etag(task));
        Graph.Answer whole = planner.changeTask(task.id(), "{\"title\":\"B\"}");

        assertThat(silent.status()).isEqualTo(204);
        assertThat(silent.body().isMissingNode()).isTrue();
        assertThat(silent.header("ETag")).isEmpty();
        assertThat(next.status()).as("the write after it uses a stale etag").isEqualTo(409);
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.header("Preference-Applied")).isEqualTo(Planner.WHOLE);
        assertThat(Planner.etag(whole)).isGreaterThan(Planner.etag(task));
    }

    @Test
    void aDeletionConflictsWithAnyNewerChange() {
        Planner planner = planner();
        Graph graph = SIMULATOR.graph();
        Graph.Answer task = planner.task(planner.plan(), "");
        Graph.Answer changed = planner.changeTask(task.id(), "{\"priority\":1}");

        assertThat(graph.delete(path(task), "If-Match", Planner.etag(task)).status())
                .isEqualTo(409);
        assertThat(graph.delete(path(task), "If-Match", Planner.etag(changed)).status())
                .isEqualTo(204);
        assertThat(planner.read(task.id()).status()).isEqualTo(404);
    }

    @Test
    void aWriteThatChangesNothingMakesNoNewVersion() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");

        Graph.Answer answer = planner.changeTask(task.id(), "{\"title\":\"Count\",\"percentComplete\":0}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Planner.etag(answer)).isEqualTo(Planner.etag(task));
    }

    @Test
    void aCounterOfTheDetailsMovesTheEtagOfTheTaskUnlessSwitchedOff() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");
        planner.changeDetails(task.id(), Planner.checklist(1));
        Graph.Answer moved = planner.read(task.id());
        SIMULATOR.graph().post("/simulator/profile", "{\"planner.countersMoveEtag\":false}");
        planner.changeDetails(task.id(), Planner.checklist(2));
        Graph.Answer unmoved = planner.read(task.id());

        assertThat(Planner.etag(moved)).isGreaterThan(Planner.etag(task));
        assertThat(Planner.etag(unmoved)).isEqualTo(Planner.etag(moved));
        assertThat(unmoved.body().path("checklistItemCount").asInt()).isEqualTo(2);
        assertThat(planner.change(path(task), Planner.etag(task), "{\"title\":\"x\"}")
                        .status())
                .as("a counter is no conflict with a title")
                .isEqualTo(200);
    }

    @Test
    void ownChangesAndTheStarFollowTheirSwitches() {
        Planner planner = planner();
        Graph.Answer task = planner.task(planner.plan(), "");
        planner.changeTask(task.id(), "{\"title\":\"A\"}");
        SIMULATOR
                .graph()
                .post("/simulator/profile", "{\"planner\":{\"ownChangesConflict\":false,\"ifMatchStar\":true}}");

        int own = planner.change(path(task), Planner.etag(task), "{\"title\":\"B\"}")
                .status();
        new Planner(SIMULATOR.graph().as(2)).changeTask(task.id(), "{\"title\":\"C\"}");
        int other = planner.change(path(task), Planner.etag(task), "{\"title\":\"D\"}")
                .status();
        int star = planner.change(path(task), "*", "{\"title\":\"E\"}").status();

        assertThat(own).isEqualTo(200);
        assertThat(other).isEqualTo(409);
        assertThat(star).isEqualTo(200);
    }

    @Property
    void etagsOfOneObjectAreOrderedAndNameTheirVersion(
            @ForAll @IntRange(min = 1, max = 2_000_000_000) int older,
            @ForAll @IntRange(min = 1, max = 100_000) int by) {
        String id = PlannerId.fresh();
        PlannerObject before = object(id, older);
        PlannerObject after = object(id, older + by);

        String etag = PlannerEtag.of(after);

        assertThat(etag).isGreaterThan(PlannerEtag.of(before)).matches("W/\"[A-Za-z0-9+/]+\"");
        assertThat(Base64.getDecoder().decode(etag.substring(3, etag.length() - 1)))
                .isNotEmpty();
        assertThat(PlannerEtag.version(PlannerEtag.of(before), after)).isEqualTo(OptionalInt.of(older));
        assertThat(PlannerEtag.version(etag, before)).isEmpty();
    }

    private static PlannerObject object(String id, int version) {
        return new PlannerObject(Kind.TASK, id, "plan", Json.object(), version, Map.of());
    }

    private static String path(Graph.Answer task) {
        return "/planner/tasks/" + task.id();
    }

    private static Planner planner() {
        SIMULATOR.contoso().people(3);
        return new Planner(SIMULATOR.graph());
    }
}
