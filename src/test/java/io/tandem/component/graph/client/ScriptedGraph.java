package io.tandem.component.graph.client;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** A server that answers Graph calls from a script, in order, and token requests with token-1, token-2 and so on. */
public final class ScriptedGraph implements AutoCloseable {
    private static final int UNSCRIPTED = 418;

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final Queue<Reply> tokenScript = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Received> tokenRequests = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final String scheme;
    private final HttpServer server;

    private ScriptedGraph(HttpServerOptions options) {
        scheme = options.isSsl() ? "https" : "http";
        server = vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** A request as it came in. */
    public record Received(String method, String uri, Map<String, String> headers, String body, String httpVersion) {}

    /** What to do about one request. */
    public interface Reply {
        void to(HttpServerRequest request, ScriptedGraph graph);
    }

    public static ScriptedGraph plain() {
        return new ScriptedGraph(new HttpServerOptions());
    }

    /** Serves HTTP/2 and 1.1 with a certificate that only its own PEM file vouches for. */
    public static ScriptedGraph tls(TestCertificate certificate) {
        return new ScriptedGraph(new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(certificate.keyStore().toString())
                        .setPassword(TestCertificate.PASSWORD)));
    }

    public URI root() {
        return URI.create(scheme + "://localhost:" + server.actualPort());
    }

    public ScriptedGraph answers(Reply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    public ScriptedGraph answersTokens(Reply... replies) {
        tokenScript.addAll(List.of(replies));
        return this;
    }

    public List<Received> received() {
        return received;
    }

    public List<Received> tokenRequests() {
        return tokenRequests;
    }

    public static Reply status(int status, String... headers) {
        return reply(status, "", headers);
    }

    /** Answers with JSON in which {@code {root}} stands for the server's root. */
    public static Reply json(int status, String body, String... headers) {
        return (request, graph) -> {
            request.response().putHeader("Content-Type", "application/json");
            reply(status, body.replace("{root}", graph.root().toString()), headers)
                    .to(request, graph);
        };
    }

    public static Reply reply(int status, String body, String... headers) {
        return (request, graph) -> {
            for (int i = 0; i < headers.length; i += 2) {
                request.response().putHeader(headers[i], headers[i + 1]);
            }
            request.response().setStatusCode(status).end(body);
        };
    }

    public static Reply gzip(int status, String body) {
        return (request, graph) -> request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Encoding", "gzip")
                .setStatusCode(status)
                .end(Buffer.buffer(zipped(body)));
    }

    /** Takes the request and closes the connection. */
    public static Reply drop() {
        return (request, graph) -> request.connection().close();
    }

    /** Takes the request and never answers. */
    public static Reply silence() {
        return (request, graph) -> {};
    }

    private void handle(HttpServerRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(headers::put);
        request.body().onSuccess(body -> {
            boolean forToken = request.uri().contains("/oauth2/");
            (forToken ? tokenRequests : received)
                    .add(new Received(
                            request.method().name(),
                            request.uri(),
                            headers,
                            body.toString(StandardCharsets.UTF_8),
                            request.version().name()));
            Reply next = (forToken ? tokenScript : script).poll();
            (next != null ? next : forToken ? token() : status(UNSCRIPTED)).to(request, this);
        });
    }

    private Reply token() {
        return json(
                200,
                "{\"token_type\":\"Bearer\",\"scope\":\"{root}/.default\",\"expires_in\":3599,\"ext_expires_in\":3599,\"access_token\":\"token-"
                        + tokens.incrementAndGet() + "\"}");
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A self-signed certificate for localhost, made with the JDK's own keytool. */
    public record TestCertificate(Path keyStore, Path pem) {
        static final String PASSWORD = "changeit";

        public static TestCertificate create() {
            try {
                Path folder = Files.createTempDirectory("scripted-graph");
                TestCertificate made = new TestCertificate(folder.resolve("server.p12"), folder.resolve("ca.pem"));
                String store = made.keyStore.toString();
                keytool(
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store,
                        "-storepass",
                        PASSWORD);
                keytool(
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        "server",
                        "-keystore",
                        store,
                        "-storepass",
                        PASSWORD,
                        "-file",
                        made.pem.toString());
                return made;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void keytool(String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
        }
    }
}
