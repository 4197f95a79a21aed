package io.tandem.component.graph.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Microsoft Graph is and how it is reached: what all calls of a {@link GraphClient} share.
 *
 * @param baseUri the root without version, for example {@code https://graph.microsoft.com}, a national cloud or a
 *     simulator
 * @param login who is calling
 * @param scope the scope asked for; {@code {baseUri}/.default} when null
 * @param caCertificate a PEM file of certificates trusted in addition to the system's, for Graph and for the token
 *     endpoint; null for none
 * @param connectTimeout how long connecting may take
 * @param listener is told of every call
 */
public record GraphConnection(
        URI baseUri,
        GraphLogin login,
        @Nullable String scope,
        @Nullable Path caCertificate,
        Duration connectTimeout,
        GraphCallListener listener) {

    /** Microsoft's worldwide cloud. */
    public static final URI WORLDWIDE = URI.create("https://graph.microsoft.com");

    /** Checks the root and takes a slash off its end. */
    public GraphConnection {
        if (!baseUri.isAbsolute() || baseUri.getHost() == null) {
            throw new IllegalArgumentException("baseUri: '" + baseUri + "' is no absolute URI with a host");
        }
        baseUri = URI.create(baseUri.toString().replaceFirst("/+$", ""));
    }

    /** The worldwide cloud, the system's certificates, 10 s to connect, nobody listening. */
    public static GraphConnection to(GraphLogin login) {
        return new GraphConnection(WORLDWIDE, login, null, null, Duration.ofSeconds(10), GraphCallListener.NONE);
    }

    /**
     * Makes a client with the trust and patience of this connection, for other addresses than Graph's: no token goes
     * with it. It is the caller's to close.
     *
     * @throws IllegalArgumentException when the CA certificate cannot be used
     */
    public HttpClient newHttpClient() {
        return GraphHttp.client(this);
    }

    String effectiveScope() {
        return scope == null ? baseUri + "/.default" : scope;
    }
}
