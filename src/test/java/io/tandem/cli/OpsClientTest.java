package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.tandem.cli.Commands.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class OpsClientTest {
    private static final String TOKEN = "token-of-this-test";

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:8080", "ftp://localhost", "http://", "//localhost:8080", "http://a b", "mailto:x"})
    void wrongUseIsAnAddressThatIsNone(String url) {
        Said said = Commands.run("dead-letters", "list", "--token", TOKEN, "--url", url);

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .singleElement()
                .asString()
                .contains("--url " + url + " is no address such as http://localhost:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u201ctoken-of-this-test\u201d", "token-of-this-test\r\nX: y", "t\u00f6ken-of-this-test"})
    void repeatsNoTokenThatCannotBeOne(String token) {
        Said said = Commands.run("dead-letters", "list", "--token", token);

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .singleElement()
                .asString()
                .contains("copy it again")
                .doesNotContain("ken-of-this-test");
    }

    @Test
    void sendsATokenWithoutTheEndOfItsLine() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] answer = ("\"" + given + "\"").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            OpsClient ops = client(server.getAddress().getPort(), TOKEN + "\r\n");

            assertThat(ops.get("/api/status").asText()).isEqualTo("Bearer " + TOKEN);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysWhenNoAnswerCameThatWhatWasOrderedMayGoOn() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            OpsClient ops = client(silent.getLocalPort(), TOKEN);

            assertThatThrownBy(() -> ops.get("/api/plan"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has not answered for")
                    .hasMessageContaining("ask again later");
            assertThatThrownBy(() -> ops.post("/api/dead-letters/rebuild", JsonNodeFactory.instance.objectNode()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("may go on, look at http://127.0.0.1:" + silent.getLocalPort() + "/activity");
        }
    }

    private static OpsClient client(int port, String token) {
        OpsClient ops = new OpsClient(Duration.ofMillis(300));
        CommandSpec spec = CommandSpec.create().addMixin("ops", CommandSpec.forAnnotatedObject(ops));
        new CommandLine(spec).parseArgs("--url", "http://127.0.0.1:" + port, "--token", token);
        return ops;
    }
}
