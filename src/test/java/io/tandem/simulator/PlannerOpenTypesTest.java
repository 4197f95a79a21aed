package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.BesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@BesideOthers
class PlannerOpenTypesTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private static final String USER = "11111111-0000-4000-8000-000000000001";
    private static final String KEY = "22222222-0000-4000-8000-000000000001";

    private final Graph graph = SIMULATOR.graph();
    private final Planner planner = people();
    private final String plan = planner.plan();
    private final String task = planner.task(plan, "," + Planner.assignment(1)).id();

    @Test
    void assignmentsThatAreNotMentionedStayAndNullUnassigns() {
        JsonNode both =
                planner.changeTask(task, "{" + Planner.assignment(2) + "}").body();
        JsonNode one = planner.changeTask(task, "{\"assignments\":{\"" + USER + "\":null}}")
                .body();

        assertThat(both.path("assignments")).hasSize(2);
        assertThat(both.at("/assignments/" + USER + "/assignedDateTime").asText())
                .isEqualTo("2026-11-22T09:00:00Z");
        assertThat(both.at("/assignments/" + USER + "/assignedBy/application/id")
                        .asText())
                .isEqualTo(Simulator.CLIENT_ID);
        assertThat(both.at("/assignments/" + USER + "/orderHint").asText()).doesNotContain("!");
        assertThat(one.path("assignments").fieldNames()).toIterable().containsExactly(Contoso.userId(2));
    }

    @Test
    void checklistItemsAreMergedByTheirKeys() {
        planner.changeDetails(task, Planner.checklist(3));

        JsonNode body = planner.changeDetails(
                        task,
                        "{\"checklist\":{" + Planner.item(1, ",\"isChecked\":true") + ",\"" + Planner.key(2)
                                + "\":null}}")
                .body();

        assertThat(body.path("checklist")).hasSize(2);
        assertThat(body.at("/checklist/" + KEY + "/title").asText()).isEqualTo("Step 1");
        assertThat(body.at("/checklist/" + KEY + "/isChecked").asBoolean()).isTrue();
        assertThat(body.at("/checklist/" + KEY + "/@odata.type").asText())
                .isEqualTo("#microsoft.graph.plannerChecklistItem");
        assertThat(body.at("/checklist/" + KEY + "/lastModifiedBy/application/id")
                        .asText())
                .isEqualTo(Simulator.CLIENT_ID);
    }

    @Test
    void categoriesAreSetAndTakenAway() {
        planner.changeTask(task, "{\"appliedCategories\":{\"category1\":true,\"category25\":true,\"category3\":true}}");

        JsonNode body = planner.changeTask(task, "{\"appliedCategories\":{\"category1\":false,\"category25\":null}}")
                .body();

        assertThat(body.path("appliedCategories").toString()).isEqualTo("{\"category3\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"assignments\":{\"" + USER + "\":{\"orderHint\":\" !\"}}}",
                "{\"assignments\":{\"" + USER + "\":{\"@odata.type\":\"#microsoft.graph.plannerAssignment\"}}}",
                "{\"assignments\":{\"" + USER
                        + "\":{\"@odata.type\":\"#microsoft.graph.plannerChecklistItem\",\"orderHint\":\" !\"}}}",
                "{\"assignments\":{\"" + USER
                        + "\":{\"@odata.type\":\"#microsoft.graph.plannerAssignment\",\"orderHint\":\"U\"}}}",
                "{\"assignments\":{\"" + USER
                        + "\":{\"@odata.type\":\"#microsoft.graph.plannerAssignment\",\"orderHint\":\" !\",\"role\":\"x\"}}}",
                "{\"assignments\":{\"nobody\":{\"@odata.type\":\"#microsoft.graph.plannerAssignment\",\"orderHint\":\" !\"}}}",
                "{\"assignments\":{\"" + USER + "\":false}}",
                "{\"assignments\":[]}",
                "{\"appliedCategories\":{\"category26\":true}}",
                "{\"appliedCategories\":{\"category1\":\"yes\"}}"
            })
    void anEntryOfATaskThatDoesNotFitIsRefused(String body) {
        assertThat(planner.changeTask(task, body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"checklist\":{\"" + KEY + "\":{\"title\":\"untyped\"}}}",
                "{\"checklist\":{\"" + KEY + "\":{\"@odata.type\":\"#microsoft.graph.plannerChecklistItem\"}}}",
                "{\"checklist\":{\"" + KEY
                        + "\":{\"@odata.type\":\"#microsoft.graph.plannerChecklistItem\",\"isChecked\":true}}}",
                "{\"checklist\":{\"one\":{\"@odata.type\":\"#microsoft.graph.plannerChecklistItem\",\"title\":\"x\"}}}",
                "{\"checklist\":{\"" + KEY
                        + "\":{\"@odata.type\":\"#microsoft.graph.plannerChecklistItem\",\"title\":\"x\",\"orderHint\":\"U\"}}}",
                "{\"references\":{\"https://contoso.example\":"
                        + "{\"@odata.type\":\"#microsoft.graph.plannerExternalReference\",\"alias\":\"A\"}}}",
                "{\"references\":{\"https%3A//contoso%2Eexample\":"
                        + "{\"@odata.type\":\"#microsoft.graph.plannerExternalReference\",\"url\":\"A\"}}}",
                "{\"notes\":\"x\"}",
                "{\"previewType\":\"picture\"}"
            })
    void anEntryOfDetailsThatDoesNotFitIsRefused(String body) {
        assertThat(planner.changeDetails(task, body).status()).isEqualTo(400);
    }

    @Test
    void aPersonOutsideTheGroupIsAssignableUnlessSwitchedOff() {
        int open = planner.changeTask(task, "{" + Planner.assignment(3) + "}").status();
        String other = planner.task(plan, "").id();
        graph.post("/simulator/profile", "{\"planner.nonMemberAssignable\":\"false\"}");

        int closed =
                planner.changeTask(other, "{" + Planner.assignment(3) + "}").status();

        assertThat(open).isEqualTo(200);
        assertThat(closed).isEqualTo(403);
        assertThat(planner.changeTask(other, "{" + Planner.assignment(2) + "}").status())
                .isEqualTo(200);
    }

    @Test
    void referencesKeepTheirEncodedKeys() {
        String key = "https%3A//contoso%2Eexample/a";
        JsonNode added = planner.changeDetails(
                        task,
                        "{\"references\":{\"" + key
                                + "\":{\"@odata.type\":\"#microsoft.graph.plannerExternalReference\",\"alias\":\"A\"}}}")
                .body();

        JsonNode removed = planner.changeDetails(task, "{\"references\":{\"" + key + "\":null}}")
                .body();

        assertThat(added.path("references").path(key).path("alias").asText()).isEqualTo("A");
        assertThat(removed.path("references")).isEmpty();
    }

    private static Planner people() {
        SIMULATOR.contoso().people(3);
        return new Planner(SIMULATOR.graph());
    }
}
