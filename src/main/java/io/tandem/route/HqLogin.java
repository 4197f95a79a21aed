package io.tandem.route;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Proves to Commerce HQ who is calling. The credential keeps its token until shortly before it ends. */
public final class HqLogin {
    private final Supplier<TokenCredential> credentials;
    private final TokenRequestContext request;
    private @Nullable TokenCredential credential;

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
        if (credential == null) {
            credential = credentials.get();
        }
        return "Bearer " + credential.getTokenSync(request).getToken();
    }

    /** Lets go of a token that HQ does not like. */
    synchronized void renew() {
        credential = null;
    }
}
