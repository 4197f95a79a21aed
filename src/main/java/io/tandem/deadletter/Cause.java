package io.tandem.deadletter;

import io.tandem.model.Refusal;
import java.util.Map;

/** Why something became a dead letter. */
public sealed interface Cause {

    /** {@return the word people filter by} */
    String kind();

    /** {@return what is wrong and what to do, one sentence; names no person} */
    String reason();

    /** {@return what else is known of it, by the names of headers without their prefix} */
    default Map<String, String> details() {
        return Map.of();
    }

    /** A record that cannot be taken in; trying again does not help, other bytes may. */
    sealed interface Refused extends Cause {

        /**
         * {@return the cause of that kind}
         *
         * @throws IllegalArgumentException when no record is refused for that
         */
        static Refused of(String kind, String reason) {
            return switch (kind) {
                case Unreadable.KIND -> new Unreadable(reason);
                case NoCloudEvent.KIND -> new NoCloudEvent(reason);
                case UnknownType.KIND -> new UnknownType(reason);
                case Invalid.KIND -> new Invalid(reason);
                case SubjectMismatch.KIND -> new SubjectMismatch(reason);
                default -> throw new IllegalArgumentException("no record is refused for '" + kind + "'");
            };
        }
    }

    /** The bytes are no JSON. */
    record Unreadable(String reason) implements Refused {
        static final String KIND = "unreadable";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** It is JSON, but no CloudEvents 1.0 event. */
    record NoCloudEvent(String reason) implements Refused {
        static final String KIND = "no-cloud-event";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** An event of a type that Tandem does not know. */
    record UnknownType(String reason) implements Refused {
        static final String KIND = "unknown-type";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** The data is not what the type asks for. */
    record Invalid(String reason) implements Refused {
        static final String KIND = "invalid";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** The subject names something else than the data. */
    record SubjectMismatch(String reason) implements Refused {
        static final String KIND = "subject-mismatch";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * A write-back that Commerce HQ refuses for good.
     *
     * @param status HTTP status of its answer
     */
    record WriteBackRefused(int status, String reason) implements Cause {
        static final String KIND = "write-back-refused";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("status", Integer.toString(status));
        }
    }

    /** A post to the webhook that Microsoft Graph did not send, as far as can be told. */
    record NotificationSuspect(String reason) implements Cause {
        static final String KIND = "notification-suspect";

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * A key that failed too often.
     *
     * @param attempts how often
     */
    record AttemptsUsedUp(int attempts, String reason) implements Cause {
        static final String KIND = "attempts-used-up";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Map<String, String> details() {
            return Map.of("attempts", Integer.toString(attempts));
        }
    }

    /**
     * A key for which Microsoft Graph refuses a call, again and again.
     *
     * @param attempts how often it was tried
     * @param refusal the last refusal
     */
    record RefusedByGraph(int attempts, Refusal refusal, String reason) implements Cause {
        static final String KIND = "refused-by-graph";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Map<String, String> details() {
            return Map.of(
                    "attempts", Integer.toString(attempts),
                    "status", Integer.toString(refusal.status()),
                    "code", refusal.code(),
                    "request-id", refusal.requestId());
        }
    }

    /**
     * A cause that this version does not know, on a letter that another one wrote.
     *
     * @param kind its word
     */
    record Other(String kind, String reason) implements Cause {}
}
