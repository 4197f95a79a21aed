package io.tandem.component.graph.webhook;

import java.util.List;

/** What {@link NotificationReader} made of a post. */
public sealed interface NotificationReading {

    /**
     * A post as Graph sends them.
     *
     * @param notifications in the order of the post
     * @param validationTokens the tokens that prove who sent it; empty with basic notifications
     */
    record Notifications(List<Notification> notifications, List<String> validationTokens)
            implements NotificationReading {

        /** Copies the lists. */
        public Notifications {
            notifications = List.copyOf(notifications);
            validationTokens = List.copyOf(validationTokens);
        }

        /** Leaves out the tokens. */
        @Override
        public String toString() {
            return "Notifications[" + notifications + "]";
        }
    }

    /**
     * No post of Graph's.
     *
     * @param reason one sentence that quotes nothing of the post
     */
    record Refused(String reason) implements NotificationReading {}
}
