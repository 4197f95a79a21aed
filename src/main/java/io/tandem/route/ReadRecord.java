package io.tandem.route;

import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was read, kept while the message becomes something else.
 *
 * @param commit commits up to this record, null when Kafka needs none
 * @param last whether it is the last one that was fetched of its partition
 * @param written when it was written, in milliseconds since 1970
 */
record ReadRecord(
        @Nullable String key,
        byte @Nullable [] value,
        Map<String, String> headers,
        DeadLetter.Origin origin,
        @Nullable KafkaManualCommit commit,
        boolean last,
        long written) {

    static ReadRecord of(Message message) {
        return new ReadRecord(
                message.getHeader(KafkaConstants.KEY, String.class),
                message.getBody(byte[].class),
                headers(message),
                new DeadLetter.Origin(
                        message.getHeader(KafkaConstants.TOPIC, String.class),
                        message.getHeader(KafkaConstants.PARTITION, Integer.class),
                        message.getHeader(KafkaConstants.OFFSET, Long.class)),
                message.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class),
                message.getHeader(KafkaConstants.LAST_RECORD_BEFORE_COMMIT, true, Boolean.class),
                message.getHeader(KafkaConstants.TIMESTAMP, 0L, Long.class));
    }

    DeadLetter letter(Cause cause) {
        return new DeadLetter(key, value, headers, origin, cause).writtenAt(written);
    }

    private static Map<String, String> headers(Message message) {
        @Nullable Headers headers = message.getHeader(KafkaConstants.HEADERS, Headers.class);
        return headers == null ? Map.of() : texts(headers);
    }

    /** {@return headers as text, the last one of each name} */
    static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new HashMap<>();
        headers.forEach(header -> texts.put(
                header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }
}
