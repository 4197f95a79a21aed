package io.tandem.deadletter;

import io.tandem.deadletter.DeadLetter.Origin;
import io.tandem.model.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record on the dead-letter topic, which anybody may have written: whatever they say, a letter comes of
 * them.
 */
record Context(Map<String, String> headers) {
    static final String PREFIX = "tandem-";
    static final String CAUSE = PREFIX + "cause";
    static final String REASON = PREFIX + "reason";
    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String GENERATION = PREFIX + "generation";
    static final String EXCEPTION = PREFIX + "exception";
    static final String WRITTEN = PREFIX + "written";
    static final String CUT = PREFIX + "cut";
    static final String KEY_CUT = PREFIX + "key-cut";

    /** Among the headers of a letter, but not of the record that it is about. */
    static final Set<String> ADDED = Set.of(GENERATION, EXCEPTION, WRITTEN, CUT, KEY_CUT);

    private static final Set<String> OF_LETTER = Set.of(
            CAUSE,
            REASON,
            TOPIC,
            PARTITION,
            OFFSET,
            "tandem-attempts",
            "tandem-status",
            "tandem-code",
            "tandem-request-id");
    /** Characters of a cause: longer ones fit in no index. */
    private static final int LONGEST_KIND = 200;

    /** Characters of a topic, as Kafka has it. */
    private static final int LONGEST_TOPIC = 249;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    DeadLetter letter(@Nullable String key, byte @Nullable [] value) {
        Map<String, String> original = new HashMap<>(headers);
        original.keySet().removeAll(OF_LETTER);
        return new DeadLetter(key, value, original, origin(), cause());
    }

    private @Nullable Origin origin() {
        String topic = shortened(text(TOPIC), LONGEST_TOPIC);
        boolean complete = !topic.isEmpty() && isNumber(PARTITION) && isNumber(OFFSET);
        return complete ? new Origin(topic, (int) number(PARTITION), number(OFFSET)) : null;
    }

    private Cause cause() {
        String reason = text(REASON);
        String kind = text(CAUSE);
        return switch (kind) {
            case Cause.AttemptsUsedUp.KIND -> new Cause.AttemptsUsedUp(attempts(), reason);
            case Cause.RefusedByGraph.KIND -> new Cause.RefusedByGraph(attempts(), refusal(), reason);
            case Cause.WriteBackRefused.KIND -> new Cause.WriteBackRefused(status(), reason);
            case Cause.NotificationSuspect.KIND -> new Cause.NotificationSuspect(reason);
            case Cause.Unreadable.KIND,
                    Cause.NoCloudEvent.KIND,
                    Cause.UnknownType.KIND,
                    Cause.Invalid.KIND,
                    Cause.SubjectMismatch.KIND -> Cause.Refused.of(kind, reason);
            default -> new Cause.Other(kind.isEmpty() ? "unknown" : shortened(kind, LONGEST_KIND), reason);
        };
    }

    private Refusal refusal() {
        return new Refusal(status(), text("tandem-code"), text("tandem-request-id"));
    }

    private int attempts() {
        return (int) number("tandem-attempts");
    }

    private int status() {
        return (int) number("tandem-status");
    }

    private boolean isNumber(String name) {
        return NUMBER.matcher(text(name)).matches();
    }

    private long number(String name) {
        return isNumber(name) ? Long.parseLong(text(name)) : 0;
    }

    private static String shortened(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    private String text(String name) {
        return Objects.requireNonNullElse(headers.get(name), "");
    }
}
