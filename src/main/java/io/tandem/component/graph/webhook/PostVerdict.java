package io.tandem.component.graph.webhook;

import java.util.List;
import java.util.Set;

/** What {@link NotificationCheck} made of a post, and so how to answer it. */
public sealed interface PostVerdict {

    /**
     * It is Graph's. Answer 202 once it is safe, 503 when that cannot be had.
     *
     * @param notifications what is to be done, in the order of the post, decrypted
     * @param dropped why others of the post are not among them, a sentence each
     */
    record Accepted(List<Notification> notifications, List<String> dropped) implements PostVerdict {

        /** Copies the lists. */
        public Accepted {
            notifications = List.copyOf(notifications);
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * It is Graph's, but something in it is encrypted for a certificate whose key is not here. Answer 503 when the content is
     * needed; whoever only wants to know where to look has all there is.
     *
     * @param notifications as in {@link Accepted}; those that could not be opened are as they came
     * @param certificates the labels of the certificates
     */
    record Locked(List<Notification> notifications, Set<String> certificates) implements PostVerdict {

        /** Copies both. */
        public Locked {
            notifications = List.copyOf(notifications);
            certificates = Set.copyOf(certificates);
        }
    }

    /**
     * It has not the form of a post of Graph. Answer 400.
     *
     * @param reason one sentence that quotes nothing of the post
     */
    record Malformed(String reason) implements PostVerdict {}

    /**
     * It has the form, but somebody else sent it. Answer 202, so that nobody learns from it, and do nothing.
     *
     * @param reason one sentence that quotes nothing of the post
     */
    record Suspect(String reason) implements PostVerdict {}

    /**
     * It cannot be checked now. Answer 503, so that Graph sends it again for hours.
     *
     * @param reason one sentence that quotes nothing of the post
     */
    record Undecided(String reason) implements PostVerdict {}
}
