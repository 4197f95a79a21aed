package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private final TestOps ops = TestOps.start();

    @AfterEach
    void stop() {
        ops.close();
    }

    @Test
    void showsHealthToEverybodyAndNothingElse() {
        assertThat(ops.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(ops.get("/health/ready").statusCode()).isEqualTo(200);
        for (String path : List.of("/metrics", "/api/status", "/api/stores/000018", "/api/session", "/api/nothing")) {
            HttpResponse<String> answer = ops.get(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestOps.OPERATOR, TestOps.VIEWER})
    void letsEachTokenOfTheConfigurationRead(String token) {
        for (String path : List.of("/metrics", "/api/status", "/api/stores", "/api/stores/000018", "/api/tasks")) {
            assertThat(ops.get(path, token).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void letsOperatorsChangeAndTellsViewersThatTheyMayNot() {
        HttpResponse<String> viewers = post("/api/status", TestOps.VIEWER);

        assertThat(viewers.statusCode()).isEqualTo(403);
        assertThat(viewers.body()).contains("changes need the role operator, and this caller is a viewer");
        assertThat(post("/api/status", TestOps.OPERATOR).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Basic b3BzOm9wcw==", TestOps.OPERATOR, "Bearer a b"})
    void asksForATokenWhereThereIsNone(String given) {
        HttpResponse<String> answer = ops.send(
                "GET", "/api/status", request -> given.isEmpty() ? request : request.header("Authorization", given));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("send a token as 'Authorization: Bearer TOKEN', or sign in at /sign-in");
        assertThat(ops.log()).isEmpty();
    }

    @Test
    void leadsABrowserToTheFormAndBack() {
        assertThat(ops.get("/stores/000018?tab=tasks&all=1"))
                .returns(303, HttpResponse::statusCode)
                .extracting(answer -> answer.headers().firstValue("location").orElse(""))
                .isEqualTo("/sign-in?next=%2Fstores%2F000018%3Ftab%3Dtasks%26all%3D1");
        assertThat(ops.get("/").headers().firstValue("location")).hasValue("/sign-in");
    }

    @Test
    void asksWhoeverWouldChangeSomethingForATokenWhateverThePath() {
        assertThat(ops.send("POST", "/stores/000018", UnaryOperator.identity()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesATokenThatItDoesNotKnowAndSaysSoInTheLogWithoutTheToken() {
        HttpResponse<String> answer = ops.get("/api/status", "some-wrong-token-0123456789");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("this token lets nobody in").doesNotContain("some-wrong-token");
        assertThat(ops.log())
                .isEqualTo("A token was refused reason='the token is none of the configuration' address=127.0.0.1");
    }

    @Test
    void repeatsNoTokenInAnAnswerOrInTheLog() {
        List<HttpResponse<String>> answers = List.of(
                ops.get("/api/session", TestOps.OPERATOR),
                ops.get("/api/status", TestOps.VIEWER),
                ops.get("/nothing", TestOps.VIEWER),
                ops.get("/api/status", "some-wrong-token-0123456789"),
                ops.signIn(TestOps.OPERATOR),
                ops.signIn("some-wrong-token-0123456789"),
                post("/api/status", TestOps.VIEWER));

        assertThat(answers)
                .extracting(answer -> answer.body() + answer.headers())
                .noneMatch(text -> text.contains("-token-0123456789"));
        assertThat(ops.log()).contains("account=ci", "A token was refused").doesNotContain("-token-0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/sign-in", "/metrics", "/api/status", "/nothing"})
    void letsNoAnswerBeUsedForSomethingElse(String path) {
        assertThat(ops.get(path).headers().map())
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry(
                        "content-security-policy",
                        List.of("default-src 'none'; style-src 'self';"
                                + " script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self';"
                                + " frame-ancestors 'none'; base-uri 'none'"))
                .containsEntry("referrer-policy", List.of("same-origin"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .doesNotContainKey("server");
    }

    @Test
    void tellsOnlyOperatorsWhoPeopleAre() {
        String seen = ops.get("/api/stores", TestOps.VIEWER).body()
                + ops.get("/api/stores/000018", TestOps.VIEWER).body()
                + ops.get("/api/tasks", TestOps.VIEWER).body();

        assertThat(seen)
                .contains("\"userId\":\"…\"", "user … was added in Teams by hand", "make owner: user …: refused")
                .contains("worker 000205 has no Teams licence", "team " + TestOps.TEAM + " was deleted")
                .contains("\"assignees\":[\"000205\"]", "z…@contoso.example", "worker 000205 has tasks")
                .doesNotContain(TestOps.ZOE)
                .doesNotContain("zoe@");
        assertThat(ops.get("/api/stores/000018", TestOps.OPERATOR).body())
                .contains("\"userId\":\"" + TestOps.ZOE + "\"", "user " + TestOps.ZOE + " was added");
        assertThat(ops.get("/api/tasks", TestOps.OPERATOR).body()).contains(TestOps.ZOE, "zoe@contoso.example");
    }

    private HttpResponse<String> post(String path, String token) {
        return ops.send("POST", path, request -> request.header("Authorization", "Bearer " + token));
    }
}
