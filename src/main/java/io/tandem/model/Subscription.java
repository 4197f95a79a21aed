package io.tandem.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to changes in Microsoft Graph, as whoever keeps it left it.
 *
 * @param resource what is watched, for example {@code /teams/getAllMembers}
 * @param id Graph's name of it; null when there is none
 * @param terms a word for how it was made; what cannot be changed later is in it
 * @param certificate the label of the certificate it is encrypted for; empty = it is not
 * @param times when it was and will be called for
 * @param asked whether Graph asked to authorize it again
 * @param failures how many calls in a row have failed
 * @param refusal why Graph will not have it, null when it never said so
 */
public record Subscription(
        String resource,
        @Nullable String id,
        String terms,
        String certificate,
        Times times,
        boolean asked,
        int failures,
        @Nullable String refusal) {

    /**
     * The times of a subscription.
     *
     * @param renewAt when it is to be renewed
     * @param expires when it ends unless it is renewed
     * @param patched when it was made or last renewed
     * @param reauthorized when it was last authorized again
     * @param notBefore when the next call may be made
     */
    public record Times(Instant renewAt, Instant expires, Instant patched, Instant reauthorized, Instant notBefore) {
        /** Nothing happened yet. */
        public static final Times NONE =
                new Times(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
    }

    /** {@return one that is wished and was never made} */
    public static Subscription wished(String resource, String terms) {
        return new Subscription(resource, null, terms, "", Times.NONE, false, 0, null);
    }

    /** {@return whether Graph has it, as far as is known} */
    public boolean stands() {
        return id != null;
    }

    /** {@return the same at a time: one that could not be renewed until then stands no more, whatever is written of it} */
    public boolean standsAt(Instant time) {
        return stands() && times.expires().isAfter(time);
    }
}
