package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.console.Caller.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
    @ParameterizedTest
    @CsvSource({"OPERATOR, 200, done", "VIEWER, 403, ann"})
    void letsOperatorsAloneChangeSomething(Role role, int status, String word)
            throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Router router = Router.router(vertx);
            router.route().handler(context -> {
                new Caller("ann", role).enter(context);
                context.next();
            });
            router.get("/").handler(Requests.operated(context -> context.end("done")));
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            URI address = URI.create("http://127.0.0.1:" + server.actualPort() + "/");

            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(word);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
