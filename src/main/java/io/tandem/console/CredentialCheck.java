package io.tandem.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the app can sign in, and for how long yet.
 *
 * @param app the app that signs in
 * @param signIn signs in
 * @param now the time
 */
public record CredentialCheck(App app, Supplier<Look> signIn, Supplier<Instant> now) implements Check {
    private static final Duration SOON = Duration.ofDays(30);

    /** Codes of the authority, and what they mean (Microsoft's list of AADSTS codes). */
    private static final Map<String, String[]> CODES = Map.of(
            "AADSTS7000222",
                    meaning(
                            "secret-expired",
                            "the client secret has expired",
                            "make a new one in Entra, and set" + " tandem.graph.client-secret"),
            "AADSTS7000215",
                    meaning(
                            "secret-wrong",
                            "the client secret is wrong",
                            "set tandem.graph.client-secret to the" + " secret's value, not to its id"),
            "AADSTS700016",
                    meaning(
                            "app-unknown",
                            "the tenant has no such app",
                            "correct tandem.graph.client-id, or have"
                                    + " an administrator of the tenant consent to the app"),
            "AADSTS90002", meaning("tenant-unknown", "there is no such tenant", "correct tandem.graph.tenant"),
            "AADSTS7000112", meaning("app-disabled", "the app is disabled", "enable it in Entra"),
            "CredentialUnavailable",
                    meaning(
                            "credential-none",
                            "no secret is set, and this machine has no identity of its" + " own",
                            "set tandem.graph.client-secret, or give the machine a managed identity"));

    /** As the settings name it; null = not set. */
    public record App(@Nullable String tenant, @Nullable String clientId) {}

    /**
     * What came of signing in.
     *
     * @param refusal code of the authority's refusal, null = there is a token
     * @param expires when the secret or certificate expires, empty = that cannot be read
     */
    public record Look(@Nullable String refusal, Optional<Instant> expires) {}

    private static String[] meaning(String code, String sentence, String remedy) {
        return new String[] {code, sentence, remedy};
    }

    @Override
    public String name() {
        return "credential";
    }

    @Override
    public List<Diagnosis> look() {
        List<Diagnosis> unset = Stream.of(
                        unset("tandem.graph.tenant", app.tenant()), unset("tandem.graph.client-id", app.clientId()))
                .flatMap(Optional::stream)
                .toList();
        if (!unset.isEmpty()) {
            return unset;
        }
        Look seen = signIn.get();
        return List.of(seen.refusal() == null ? expiry(seen.expires()) : refused(seen.refusal())).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Diagnosis> unset(String key, @Nullable String value) {
        return value == null
                ? Optional.of(
                        Diagnosis.blocks("setting-missing:" + key, key + " is empty", "set it, and start Tandem again"))
                : Optional.empty();
    }

    private static Optional<Diagnosis> refused(String code) {
        String[] meaning = CODES.getOrDefault(
                code,
                meaning(
                        "sign-in-failed:" + code,
                        "the app cannot sign in (" + code + ")",
                        "look the code up, and correct the tandem.graph settings or the app in Entra"));
        return Optional.of(Diagnosis.blocks(meaning[0], meaning[1], meaning[2]));
    }

    private Optional<Diagnosis> expiry(Optional<Instant> expires) {
        if (expires.isEmpty()) {
            return Optional.of(Diagnosis.notes(
                    "expiry-unreadable",
                    "the app signs in; when its secret expires cannot be read with the permissions that Tandem needs",
                    "look the day up in Entra, and put it into a calendar"));
        }
        return expires.filter(day -> day.isBefore(now.get().plus(SOON)))
                .map(day -> Diagnosis.warns(
                        "expires-soon",
                        "the app's credential expires on " + Wording.time(day),
                        "make a new one in Entra, and set it before that day"));
    }
}
