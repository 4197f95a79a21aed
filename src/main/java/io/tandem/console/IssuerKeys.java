package io.tandem.console;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, fetched when first needed and kept for an hour, or for a day when they cannot be fetched again. A key
 * that is not among them makes it look again, but not within five minutes of the last look, so that nobody can make it ask the
 * issuer all the time. Fetching blocks for seconds; safe for use by many threads.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_IN_NEED = Duration.ofDays(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);

    private final Source source;
    private final Clock clock;
    private JWKSet keys = new JWKSet();
    private Instant fetchedAt = Instant.EPOCH;
    private Instant nextLookAt = Instant.EPOCH;
    private @Nullable IOException trouble;

    IssuerKeys(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Where the keys come from. */
    interface Source {
        JWKSet fetch() throws IOException;
    }

    @Override
    public synchronized List<JWK> get(JWKSelector wanted, @Nullable SecurityContext context) throws KeySourceException {
        Instant now = clock.instant();
        if (!now.isBefore(fetchedAt.plus(KEPT))) {
            look(now);
        }
        List<JWK> found = wanted.select(keys);
        if (found.isEmpty()) {
            look(now);
            found = wanted.select(keys);
        }
        if (found.isEmpty() && trouble != null) {
            throw new KeySourceException("the newest keys cannot be had", trouble);
        }
        return found;
    }

    private void look(Instant now) {
        if (now.isBefore(nextLookAt)) {
            return;
        }
        try {
            keys = source.fetch();
            fetchedAt = now;
            nextLookAt = now.plus(BETWEEN_LOOKS);
            trouble = null;
        } catch (IOException failed) {
            LOG.warn("The keys of the issuer of sign-in tokens cannot be had reason={}", failed.getMessage());
            nextLookAt = now.plus(AFTER_TROUBLE);
            trouble = failed;
            if (!now.isBefore(fetchedAt.plus(KEPT_IN_NEED))) {
                keys = new JWKSet();
            }
        }
    }
}
