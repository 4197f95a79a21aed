package io.tandem.route;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Proves to Commerce HQ who is calling, with one token for all calls until shortly before it ends. */
public final class HqLogin {
    private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(5);

    private final Supplier<TokenCredential> credentials;
    private final TokenRequestContext request;
    private @Nullable TokenCredential credential;
    private @Nullable AccessToken token;

    /**
     * Nothing is asked for before the first call.
     *
     * @param credentials gives a credential that remembers no token
     * @param scope {@code <address of HQ>/.default}
     */
    public HqLogin(Supplier<TokenCredential> credentials, String scope) {
        this.credentials = credentials;
        this.request = new TokenRequestContext().addScopes(scope);
    }

    /** {@return the value of an Authorization header; fails as the credential does} */
    synchronized String bearer() {
        AccessToken held = token;
        if (held == null || held.getDurationUntilExpiration().compareTo(BEFORE_EXPIRY) < 0) {
            held = credential().getTokenSync(request);
            token = held;
        }
        return "Bearer " + held.getToken();
    }

    private TokenCredential credential() {
        TokenCredential asked = credential == null ? credentials.get() : credential;
        credential = asked;
        return asked;
    }

    /** Lets go of a token that HQ does not like. */
    synchronized void renew() {
        credential = null;
        token = null;
    }
}
