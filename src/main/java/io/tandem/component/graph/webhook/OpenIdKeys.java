package io.tandem.component.graph.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Fetches the keys that an OpenID configuration points to. */
record OpenIdKeys(HttpClient http) implements ResourceRetriever {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 512 << 10;

    @Override
    public Resource retrieveResource(URL configuration) throws IOException {
        URI address = URI.create(configuration.toString());
        String keys = JSON.readTree(body(address)).path("jwks_uri").asText("");
        if (keys.isEmpty()) {
            throw new IOException("the OpenID configuration names no keys");
        }
        URI place = address.resolve(keys);
        if ("https".equals(address.getScheme()) && !"https".equals(place.getScheme())) {
            throw new IOException("the keys are not to be had over HTTPS");
        }
        return new Resource(body(place), "application/json");
    }

    private String body(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (response.statusCode() != 200 || bytes.length > MOST_BYTES) {
                    throw new IOException("no keys, but status " + response.statusCode());
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        }
    }
}
