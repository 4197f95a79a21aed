package io.tandem;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.tandem.component.graph.client.TrustedAuthorities;
import io.tandem.route.HqLogin;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** How Commerce HQ is reached: who calls, whom to trust, how long to wait, all as the settings say. */
record HqConnection(Settings settings) {
    static final String ROUTE = "commerce-updates";
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** {@return whether there is an HQ to write to} */
    boolean isConfigured() {
        return settings.optional("tandem.hq.url") != null;
    }

    /** {@return what should worry somebody about what is configured, one sentence by the name of the part} */
    Map<String, String> warnings() {
        return isConfigured() && actors(settings).isEmpty()
                ? Map.of(
                        "hq-actors",
                        "Tandem writes to Commerce HQ, but tandem.hq.actors does not say as whom: once HQ was away for more than"
                                + " tandem.tasks.echo, a status that is written late may come back as news and undo a newer one;"
                                + " set it to the object id by which events of Commerce name Tandem (their extension actor)")
                : Map.of();
    }

    HqLogin login() {
        return new HqLogin(this::credential, settings.text("tandem.hq.url").replaceFirst("/+$", "") + "/.default");
    }

    /** {@return Camel's settings for HTTPS and for the route; it repeats calls itself, and no sooner than HQ wants} */
    Map<String, String> camel() {
        Map<String, String> camel = new LinkedHashMap<>();
        String timeout =
                Long.toString(settings.duration("tandem.hq.request-timeout").toMillis());
        camel.put("camel.component.https.automatic-retries-disabled", "true");
        camel.put("camel.component.https.connect-timeout", Long.toString(CONNECT.toMillis()));
        camel.put("camel.component.https.response-timeout", timeout);
        camel.put("camel.component.https.so-timeout", timeout);
        camel.put("camel.component.https.ssl-context-parameters", "#hq-trust");
        if (!isConfigured()) {
            camel.put("camel.main.auto-startup-exclude-pattern", ROUTE);
        }
        return camel;
    }

    /** {@return what HTTPS trusts} */
    SSLContextParameters trust() {
        return new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(@Nullable CamelContext context) throws GeneralSecurityException {
                return trusted();
            }
        };
    }

    private SSLContext trusted() throws NoSuchAlgorithmException {
        String file = settings.optional("tandem.hq.ca-certificate");
        String pem = file == null ? settings.optional("tandem.graph.ca-certificate") : file;
        return pem == null || !isConfigured() ? SSLContext.getDefault() : TrustedAuthorities.with(Path.of(pem));
    }

    private TokenCredential credential() {
        HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(CONNECT);
        String pem = settings.optional("tandem.graph.ca-certificate");
        if (pem != null) {
            http.sslContext(TrustedAuthorities.with(Path.of(pem)));
        }
        String secret = ownOrGraphs("client-secret");
        if (secret == null) {
            return new DefaultAzureCredentialBuilder()
                    .tenantId(settings.optional("tandem.graph.tenant"))
                    .httpClient(new JdkHttpClientBuilder(http).build())
                    .build();
        }
        ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                .tenantId(settings.text("tandem.graph.tenant"))
                .clientId(ownOrGraphs("client-id"))
                .clientSecret(secret)
                .httpClient(new JdkHttpClientBuilder(http).build());
        String authority = settings.optional("tandem.graph.authority-host");
        return authority == null
                ? builder.build()
                : builder.authorityHost(authority).disableInstanceDiscovery().build();
    }

    private @Nullable String ownOrGraphs(String key) {
        String own = settings.optional("tandem.hq." + key);
        return own == null ? settings.optional("tandem.graph." + key) : own;
    }

    /** {@return object ids of the users as whom Tandem writes} */
    static Set<String> actors(Settings settings) {
        return Arrays.stream(settings.text("tandem.hq.actors").split(","))
                .map(String::strip)
                .filter(actor -> !actor.isEmpty())
                .collect(Collectors.toSet());
    }
}
