package io.tandem.deadletter;

/** Why something became a dead letter. */
public sealed interface Cause {

    /** {@return the word people filter by} */
    String kind();

    /** {@return what is wrong and what to do, one sentence; names no person} */
    String reason();

    /**
     * A record that cannot be taken in.
     *
     * @param kind {@code unreadable}, {@code no-cloud-event}, {@code unknown-type}, {@code invalid} or
     *     {@code subject-mismatch}
     */
    record Refused(String kind, String reason) implements Cause {}

    /**
     * A write-back that Commerce HQ refuses for good.
     *
     * @param status HTTP status of its answer
     */
    record WriteBackRefused(int status, String reason) implements Cause {
        @Override
        public String kind() {
            return "write-back-refused";
        }
    }

    /** A post to the webhook that Microsoft Graph did not send, as far as can be told. */
    record NotificationSuspect(String reason) implements Cause {
        @Override
        public String kind() {
            return "notification-suspect";
        }
    }

    /**
     * A key that failed too often.
     *
     * @param attempts how often
     */
    record AttemptsUsedUp(int attempts, String reason) implements Cause {
        @Override
        public String kind() {
            return "attempts-used-up";
        }
    }
}
