package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.console.TestOps.Browser;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
    private final TestOps ops = TestOps.start();

    @AfterEach
    void stop() {
        ops.close();
    }

    @Test
    void showsAFormThatNeedsNothingFromElsewhere() {
        HttpResponse<String> form = ops.get("/sign-in?next=/stores?a=1%26b='2'");

        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(form.body())
                .contains("type=\"password\"", "value=\"/stores?a=1&amp;b=&#39;2&#39;\"", "href=\"/sign-in.css\"")
                .doesNotContain("://", "{{", "style=", "<script");
        assertThat(ops.get("/sign-in.css").headers().firstValue("content-type")).hasValue("text/css; charset=utf-8");
    }

    @Test
    void opensASessionForATokenOfTheConfiguration() {
        HttpResponse<String> answer =
                ops.form("/sign-in", Map.of("token", TestOps.VIEWER, "next", "/stores?a=1"), UnaryOperator.identity());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).hasValue("/stores?a=1");
        assertThat(answer.headers().firstValue("set-cookie").orElse(""))
                .matches("tandem-session=[0-9a-f]{64}; Path=/; HTTPOnly; SameSite=Strict");
        assertThat(ops.log()).isEqualTo("Somebody signed in account=wallboard role=viewer address=127.0.0.1");
    }

    @Test
    void readsWithTheSessionAsTheTokenWould() {
        Browser browser = ops.browser(TestOps.VIEWER);

        assertThat(ops.send("GET", "/api/stores/000018", in(browser)))
                .returns(200, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .doesNotContain(TestOps.ZOE);
        assertThat(ops.send("GET", "/api/session", in(browser)).body())
                .startsWith("{\"name\":\"wallboard\",\"role\":\"viewer\",\"csrf\":");
        assertThat(ops.send("GET", "/nothing", in(browser)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/\t/evil.example",
                "\\/evil.example",
                "javascript:alert(1)",
                "evil.example",
                "/a\r\nset-cookie: x=y",
                ""
            })
    void leadsNowhereElse(String next) {
        assertThat(ops.form("/sign-in", Map.of("token", TestOps.VIEWER, "next", next), UnaryOperator.identity())
                        .headers()
                        .firstValue("location"))
                .hasValue("/");
    }

    @Test
    void refusesAWrongTokenAsAProblemOrWithTheFormAgain() {
        HttpResponse<String> toMachine = ops.signIn("wrong-token-0123456789");
        HttpResponse<String> toBrowser = ops.form(
                "/sign-in",
                Map.of("token", "wrong-token-0123456789", "next", "/stores"),
                request -> request.header("Accept", "text/html,*/*"));

        assertThat(toMachine.statusCode()).isEqualTo(401);
        assertThat(toMachine.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(toBrowser.statusCode()).isEqualTo(401);
        assertThat(toBrowser.body())
                .contains("This token lets nobody in; the log says why.", "value=\"/stores\"")
                .doesNotContain("wrong-token");
        assertThat(toBrowser.headers().firstValue("set-cookie")).isEmpty();
        assertThat(ops.signIn("").statusCode()).isEqualTo(401);
    }

    @Test
    void letsASessionChangeSomethingWithItsProofInAHeaderOrAField() {
        Browser browser = ops.browser(TestOps.OPERATOR);

        // 405 = let in; no path takes a change yet.
        assertThat(ops.send("POST", "/api/status", in(browser, "X-CSRF-Token", browser.csrf()))
                        .statusCode())
                .isEqualTo(405);
        assertThat(ops.form("/api/status", Map.of("csrf", browser.csrf()), in(browser))
                        .statusCode())
                .isEqualTo(405);
        assertThat(ops.send(
                                "POST",
                                "/api/status",
                                in(
                                        browser,
                                        "X-CSRF-Token",
                                        browser.csrf(),
                                        "Sec-Fetch-Site",
                                        "same-origin",
                                        "Origin",
                                        origin()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void refusesAChangeWithoutTheProofOfItsOwnSession() {
        Browser browser = ops.browser(TestOps.OPERATOR);
        Browser other = ops.browser(TestOps.OPERATOR);

        assertThat(ops.send("POST", "/api/status", in(browser)))
                .returns(403, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("X-CSRF-Token");
        for (String proof : new String[] {"", "wrong", other.csrf()}) {
            assertThat(ops.send("DELETE", "/api/status", in(browser, "X-CSRF-Token", proof))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(ops.form("/api/status", Map.of("csrf", proof), in(browser))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none",
        "Origin, null",
        "Origin, https://evil.example",
        "Origin, http://127.0.0.1",
        "Origin, http://127.0.0.1:1"
    })
    void refusesAChangeAndASignInThatAnotherSiteAsksFor(String header, String value) {
        Browser browser = ops.browser(TestOps.OPERATOR);

        assertThat(ops.send("POST", "/api/status", in(browser, "X-CSRF-Token", browser.csrf(), header, value)))
                .returns(403, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("another site asked for this");
        assertThat(ops.form("/sign-in", Map.of("token", TestOps.VIEWER), request -> request.header(header, value))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void forbidsAViewersSessionToChangeButNotToEnd() {
        Browser browser = ops.browser(TestOps.VIEWER);

        assertThat(ops.send("POST", "/api/status", in(browser, "X-CSRF-Token", browser.csrf()))
                        .body())
                .contains("changes need the role operator");
        assertThat(ops.form("/sign-out", Map.of("csrf", browser.csrf()), in(browser)))
                .returns(303, HttpResponse::statusCode)
                .extracting(answer -> answer.headers().firstValue("set-cookie").orElse(""))
                .asString()
                .contains("tandem-session=;", "Max-Age=0");
        assertThat(ops.send("GET", "/api/status", in(browser)).statusCode()).isEqualTo(401);
    }

    @Test
    void endsNoSessionBecauseAnotherSiteWantsIt() {
        Browser browser = ops.browser(TestOps.VIEWER);

        assertThat(ops.send("POST", "/sign-out", in(browser)).statusCode()).isEqualTo(403);
        assertThat(ops.send("GET", "/sign-out", in(browser)).statusCode()).isEqualTo(405);
        assertThat(ops.send("GET", "/api/status", in(browser)).statusCode()).isEqualTo(200);
    }

    @Test
    void endsASessionThatNobodyUsesForHalfAnHour() {
        Browser browser = ops.browser(TestOps.VIEWER);

        ops.time().advance(Duration.ofMinutes(29));
        assertThat(ops.send("GET", "/api/status", in(browser)).statusCode()).isEqualTo(200);
        ops.time().advance(Duration.ofMinutes(29));
        assertThat(ops.send("GET", "/api/status", in(browser)).statusCode()).isEqualTo(200);
        ops.time().advance(Duration.ofMinutes(30));
        assertThat(ops.send("GET", "/api/status", in(browser)).statusCode()).isEqualTo(401);
        assertThat(ops.send("GET", "/stores", in(browser)).headers().firstValue("location"))
                .hasValue("/sign-in?next=%2Fstores");
    }

    /** A tab that nobody looks at reads itself again every few seconds. */
    @Test
    void endsASessionThoughAnOpenPageReadsItselfAgain() {
        Browser browser = ops.browser(TestOps.VIEWER);

        for (int minutes = 0; minutes < 25; minutes += 5) {
            ops.time().advance(Duration.ofMinutes(5));
            assertThat(live(browser).statusCode()).isEqualTo(200);
        }
        ops.time().advance(Duration.ofMinutes(5));

        assertThat(live(browser).statusCode()).isEqualTo(401);
        assertThat(ops.send("GET", "/api/status", in(browser)).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> live(Browser browser) {
        return ops.send(
                "GET", "/api/status", request -> in(browser).apply(request).header("X-Tandem-Live", "yes"));
    }

    @Test
    void replacesTheSessionOfABrowserThatSignsInAgain() {
        Browser first = ops.browser(TestOps.VIEWER);

        ops.form("/sign-in", Map.of("token", TestOps.OPERATOR), in(first));

        assertThat(ops.send("GET", "/api/status", in(first)).statusCode()).isEqualTo(401);
    }

    @Test
    void letsNobodyTryTokensWithoutEnd() {
        for (int wrong = 0; wrong < 10; wrong++) {
            assertThat((wrong % 2 == 0 ? ops.signIn("guess-" + wrong) : ops.get("/api/status", "guess-" + wrong))
                            .statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> form = ops.signIn(TestOps.OPERATOR);
        HttpResponse<String> bearer = ops.get("/api/status", TestOps.OPERATOR);

        assertThat(form.statusCode()).isEqualTo(429);
        assertThat(form.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(form.headers().firstValue("retry-after")).hasValue("7");
        assertThat(bearer.statusCode()).isEqualTo(429);
        assertThat(ops.log().lines().filter(line -> line.startsWith("A token was refused")))
                .hasSize(10);

        ops.time().advance(Duration.ofSeconds(7));
        assertThat(ops.signIn(TestOps.OPERATOR).statusCode()).isEqualTo(303);
    }

    @Test
    void letsAnOperatorInFromWhereAStaleTokenKeepsComing() {
        for (int sent = 0; sent < 100; sent++) {
            assertThat(ops.get("/api/status", "token-of-yesterday").statusCode())
                    .isEqualTo(401);
        }

        assertThat(ops.log().lines().filter(line -> line.startsWith("A token was refused")))
                .hasSize(1);
        assertThat(ops.get("/api/status", TestOps.OPERATOR).statusCode()).isEqualTo(200);
        assertThat(ops.signIn(TestOps.OPERATOR).statusCode()).isEqualTo(303);
    }

    @Test
    void countsNoRequestThatBringsNoTokenOrAGoodOne() {
        for (int asked = 0; asked < 30; asked++) {
            assertThat(ops.get("/api/status").statusCode()).isEqualTo(401);
            assertThat(ops.get("/api/status", TestOps.VIEWER).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysByWhichMethodAPathIsAsked() {
        HttpResponse<String> read = ops.get("/api/dead-letters/0-0/discard", TestOps.OPERATOR);

        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("allow")).hasValue("POST");
        assertThat(read.body()).contains("use POST for /api/dead-letters/0-0/discard");
    }

    @Test
    void refusesABodyThatNoFormHas() {
        Browser browser = ops.browser(TestOps.OPERATOR);

        for (int length : new int[] {20_000, 4_100_000}) {
            String path = length < 1_000_000 ? "/sign-in" : "/api/status";
            HttpResponse<String> answer = ops.send(
                    "POST",
                    path,
                    request -> in(browser, "X-CSRF-Token", browser.csrf())
                            .apply(request)
                            .POST(BodyPublishers.ofString("x".repeat(length))));

            assertThat(answer.statusCode()).as(path).isEqualTo(413);
            assertThat(answer.body()).contains("the request is too long");
        }
    }

    @Test
    void believesAProxyOnlyWhenToldSo() {
        UnaryOperator<HttpRequest.Builder> proxied = request -> request.header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-For", "1.2.3.4, 192.0.2.8")
                .header("X-Forwarded-For", "192.0.2.7")
                .header("X-Forwarded-Host", "ops.example")
                .header("Origin", "https://ops.example");
        assertThat(ops.form("/sign-in", Map.of("token", TestOps.VIEWER), proxied)
                        .statusCode())
                .isEqualTo(403);
        assertThat(ops.form(
                                "/sign-in",
                                Map.of("token", TestOps.VIEWER),
                                request -> request.header("X-Forwarded-Proto", "https")
                                        .header("X-Forwarded-For", "192.0.2.7"))
                        .headers()
                        .firstValue("set-cookie")
                        .orElse(""))
                .doesNotContain("Secure");
        assertThat(ops.log()).endsWith("address=127.0.0.1");
        try (TestOps behind = TestOps.start(TestOps.with(null, Set.of(), true))) {
            HttpResponse<String> believed = behind.form("/sign-in", Map.of("token", TestOps.VIEWER), proxied);

            assertThat(believed.headers().firstValue("set-cookie").orElse("")).contains("; Secure");
            assertThat(behind.log()).endsWith("address=192.0.2.7");
        }
    }

    private String origin() {
        return "http://127.0.0.1:" + ops.port();
    }

    private static UnaryOperator<HttpRequest.Builder> in(Browser browser, String... headers) {
        return request -> {
            HttpRequest.Builder with = request.header("Cookie", browser.cookie());
            return headers.length == 0 ? with : with.headers(headers);
        };
    }
}
