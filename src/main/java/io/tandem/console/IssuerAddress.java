package io.tandem.console;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Fetches an issuer's keys from where it publishes them (OpenID Connect Discovery 1.0, section 4). */
record IssuerAddress(TokenIssuer issuer, HttpClient http) implements IssuerKeys.Source {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 512 << 10;

    @Override
    public JWKSet fetch() throws IOException {
        URI place = issuer.keys() == null ? published(issuer.configuration()) : issuer.keys();
        try {
            return JWKSet.parse(body(place));
        } catch (ParseException noKeys) {
            throw new IOException(place + " holds no keys", noKeys);
        }
    }

    private URI published(URI configuration) throws IOException {
        try {
            String place = JSONObjectUtils.getString(JSONObjectUtils.parse(body(configuration)), "jwks_uri");
            return safe(configuration, place);
        } catch (ParseException | IllegalArgumentException noConfiguration) {
            throw new IOException(configuration + " is no OpenID configuration", noConfiguration);
        }
    }

    private static URI safe(URI configuration, @Nullable String place) throws IOException {
        if (place == null) {
            throw new IOException(configuration + " names no keys");
        }
        URI keys = configuration.resolve(place);
        if ("https".equals(configuration.getScheme()) && !"https".equals(keys.getScheme())) {
            throw new IOException(configuration + " names keys that are not to be had over HTTPS");
        }
        return keys;
    }

    private String body(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (response.statusCode() != 200 || bytes.length > MOST_BYTES) {
                    throw new IOException(address + " answered " + response.statusCode() + ", not with keys");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        }
    }
}
