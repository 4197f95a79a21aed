package io.tandem.component.graph.webhook;

import java.util.Set;

/** What {@link ValidationTokens} made of the tokens of a post. */
public sealed interface TokenVerdict {

    /**
     * Microsoft Graph sent the post.
     *
     * @param tenants the ids of the tenants that the tokens speak for, in lower case
     */
    record Valid(Set<String> tenants) implements TokenVerdict {

        /** Copies the set. */
        public Valid {
            tenants = Set.copyOf(tenants);
        }
    }

    /**
     * Somebody else did: the whole post is suspect. Answer as if it were not, so that nobody learns from it.
     *
     * @param reason one sentence that quotes nothing
     */
    record Refused(String reason) implements TokenVerdict {}

    /**
     * Nobody can say now, for the keys cannot be had: let Graph send the post again.
     *
     * @param reason one sentence
     */
    record Undecided(String reason) implements TokenVerdict {}
}
