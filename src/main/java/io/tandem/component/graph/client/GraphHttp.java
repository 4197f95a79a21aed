package io.tandem.component.graph.client;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Configuration;
import com.azure.identity.ClientSecretCredentialBuilder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;

/** Makes the HTTP clients for Graph and for the token endpoint, alike in trust and patience. */
final class GraphHttp {
    private GraphHttp() {}

    /** Returns a client for Graph. Redirects are answers: following one could carry the token elsewhere. */
    static HttpClient client(GraphConnection connection) {
        return builder(connection).build();
    }

    /** Returns the credential that the login stands for, made anew from a secret; it does not retry. */
    static TokenCredential credential(GraphConnection connection) {
        return switch (connection.login()) {
            case GraphLogin.Credential login -> login.credential();
            case GraphLogin.ClientSecret login -> clientSecret(connection, login);
        };
    }

    private static TokenCredential clientSecret(GraphConnection connection, GraphLogin.ClientSecret login) {
        ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                .tenantId(login.tenantId())
                .clientId(login.clientId())
                .clientSecret(login.clientSecret())
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
                .httpClient(new JdkHttpClientBuilder(builder(connection))
                        .configuration(Configuration.NONE)
                        .build());
        if (login.authorityHost() != null) {
            builder.authorityHost(login.authorityHost().toString());
        }
        if (login.disableInstanceDiscovery()) {
            builder.disableInstanceDiscovery();
        }
        return builder.build();
    }

    private static HttpClient.Builder builder(GraphConnection connection) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(Version.HTTP_2)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(connection.connectTimeout());
        return connection.caCertificate() == null
                ? builder
                : builder.sslContext(TrustedAuthorities.with(connection.caCertificate()));
    }
}
