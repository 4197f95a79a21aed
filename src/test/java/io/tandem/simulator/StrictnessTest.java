package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.BesideOthers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BesideOthers
class StrictnessTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("fast");

    private final Graph graph = SIMULATOR.graph();
    private final Contoso contoso = SIMULATOR.contoso().people(3);

    @Test
    void aGroupBodyThatDoesNotFitIsRefusedByName() {
        String good = "{\"displayName\":\"A\"}";
        String id = contoso.group("tandem-1");

        Map.of(
                        "{\"nickname\":\"a\"}", "nickname",
                        "{\"displayName\":1}", "displayName",
                        "{\"securityEnabled\":\"false\"}", "securityEnabled",
                        "{\"groupTypes\":\"Unified\"}", "groupTypes",
                        "{\"groupTypes\":null}", "groupTypes",
                        "{\"id\":\"x\"}", "id",
                        "{\"uniqueName\":\"x\"}", "uniqueName",
                        "{\"mail\":\"x\"}", "mail",
                        "{\"owner@odata.bind\":[]}", "owner",
                        "{\"owners@odata.bind\":\"https://graph.microsoft.com/v1.0/users/1\"}", "owners")
                .forEach((body, name) -> {
                    Graph.Answer answer = graph.patch("/groups/" + id, body);
                    assertThat(answer.status()).as(body).isEqualTo(400);
                    assertThat(answer.errorCode()).isEqualTo("Request_BadRequest");
                    assertThat(answer.errorMessage()).as(body).contains("'" + name);
                });
        assertThat(graph.patch("/groups/" + id, good).status()).isEqualTo(204);
    }

    @Test
    void aTeamBodyThatDoesNotFitIsRefusedByName() {
        String team = contoso.team("tandem-1");

        Map.of(
                        "{\"isArchived\":true}", "isArchived",
                        "{\"visibility\":\"secret\"}", "visibility",
                        "{\"memberSettings\":{\"allowEverything\":true}}", "allowEverything",
                        "{\"memberSettings\":{\"allowDeleteChannels\":\"yes\"}}", "allowDeleteChannels",
                        "{\"memberSettings\":true}", "memberSettings",
                        "{\"firstChannelName\":\"x\"}", "firstChannelName",
                        "{\"webUrl\":\"x\"}", "webUrl")
                .forEach((body, name) -> {
                    Graph.Answer answer = graph.patch("/teams/" + team, body);
                    assertThat(answer.status()).as(body).isEqualTo(400);
                    assertThat(answer.errorCode()).isEqualTo("BadRequest");
                    assertThat(answer.errorMessage()).as(body).contains("'" + name);
                });
    }

    @Test
    void settingsOfATeamAreMerged() {
        String team = contoso.team("tandem-1");

        Graph.Answer answer = graph.patch(
                "/teams/" + team, "{\"memberSettings\":{\"allowDeleteChannels\":false},\"visibility\":\"public\"}");

        assertThat(answer.status()).isEqualTo(204);
        var settings = graph.get("/teams/" + team).body();
        assertThat(settings.at("/memberSettings/allowDeleteChannels").asBoolean())
                .isFalse();
        assertThat(settings.at("/memberSettings/allowAddRemoveApps").asBoolean())
                .isTrue();
        assertThat(settings.path("visibility").asText()).isEqualTo("public");
    }

    @Test
    void aMemberNeedsItsTypeAndItsUser() {
        String members = "/teams/" + contoso.team("tandem-1") + "/members";
        String untyped = Contoso.member(3).replaceFirst("\"@odata.type\"[^,]*,", "");
        String wronglyTyped = Contoso.member(3).replace("aadUserConversationMember", "team");
        String unbound = Contoso.member(3).replaceFirst(",\\s*\"user@odata.bind\"[^}]*", "");
        String byUserId = Contoso.member(3).replaceFirst("\"user@odata.bind\":\"[^\"]*\"", "\"userId\":\"x\"");

        for (String bad : List.of(untyped, wronglyTyped, unbound, byUserId)) {
            assertThat(graph.post(members, bad).status()).as(bad).isEqualTo(400);
            assertThat(graph.post(members + "/add", Contoso.bulk(bad)).status())
                    .as(bad)
                    .isIn(400, 207);
        }
        assertThat(graph.post(members + "/add", "{\"members\":[]}").errorMessage())
                .contains("members");
        assertThat(graph.post(members, Contoso.member(3)).status()).isEqualTo(201);
    }

    @Test
    void aPrincipalNameMayStandInABinding() {
        String members = "/teams/" + contoso.team("tandem-1") + "/members";

        Graph.Answer answer = graph.post(
                members + "/add",
                Contoso.bulk(Contoso.member(3).replace(Contoso.userId(3), "person3@contoso.example")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/value/0/userId").asText()).isEqualTo(Contoso.userId(3));
    }

    @Test
    void aTemplateMustBeKnown() {
        String body =
                "{\"template@odata.bind\":\"https://graph.microsoft.com/v1.0/teamsTemplates('%s')\",\"displayName\":\"X\",\"members\":[%s]}";

        assertThat(graph.post("/teams", body.formatted("bakery", Contoso.member(1, "owner")))
                        .status())
                .isEqualTo(400);
        assertThat(graph.post("/teams", body.formatted("retailStore", Contoso.member(1, "owner")))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aBodyMustBeThereBeJsonAndSaySo() {
        assertThat(graph.post("/groups", "").status()).isEqualTo(400);
        assertThat(graph.post("/groups", "{\"displayName\":").status()).isEqualTo(400);
        assertThat(graph.post("/groups", "[]").status()).isEqualTo(400);
        assertThat(graph.post("/groups", "{}", "Content-Type", "text/plain").errorMessage())
                .contains("Content-Type");
    }

    @Test
    void unknownSegmentsMethodsAndOptionsAreRefused() {
        assertThat(graph.get("/stores").errorMessage()).contains("'stores'");
        assertThat(graph.put("/users", "{}").status()).isEqualTo(405);
        assertThat(graph.get("/users?$where=1").status()).isEqualTo(400);
        assertThat(graph.get("/users?$filter=displayName like 'x'").status()).isEqualTo(400);
        assertThat(graph.get("/users?$filter=displayName eq 'x").status()).isEqualTo(400);
        assertThat(graph.get("/users?$top=1000").status()).isEqualTo(400);
        assertThat(graph.get("/groups(mail='x')").status()).isEqualTo(400);
    }

    @Test
    void everyAnswerCarriesItsIds() {
        Graph.Answer plain = graph.get("/users/none");
        Graph.Answer named = graph.get("/users", "client-request-id", "my-id");

        assertThat(plain.header("request-id")).isNotEmpty().isEqualTo(plain.header("client-request-id"));
        assertThat(plain.body().at("/error/innerError/request-id").asText()).isEqualTo(plain.header("request-id"));
        assertThat(named.header("client-request-id")).isEqualTo("my-id");
        assertThat(named.header("Date")).isEqualTo("Sun, 22 Nov 2026 09:00:00 GMT");
        assertThat(named.header("OData-Version")).isEqualTo("4.0");
        assertThat(named.header("Content-Type")).startsWith("application/json;odata.metadata=minimal");
        assertThat(named.body().path("@odata.context").asText()).endsWith("/v1.0/$metadata#users");
    }
}
