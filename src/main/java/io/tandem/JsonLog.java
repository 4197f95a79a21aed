package io.tandem;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is logged as one JSON object a line: {@code timestamp} (ISO 8601, UTC), {@code level}, {@code logger},
 * {@code thread}, {@code message}, then where there are some {@code data} (the key-values at the end of the sentence, numbers
 * and truth values as such), {@code mdc} and {@code exception}.
 */
public final class JsonLog extends EncoderBase<ILoggingEvent> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] NONE = {};

    /** A place in the sentence, and the key before it if it has one. */
    private static final Pattern PLACE = Pattern.compile("(?:(\\w+)=)?\\{\\}");

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = JSON.createObjectNode()
                .put("timestamp", event.getInstant().toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName())
                .put("thread", event.getThreadName())
                .put("message", event.getFormattedMessage());
        ObjectNode data = data(event);
        if (!data.isEmpty()) {
            line.set("data", data);
        }
        if (!event.getMDCPropertyMap().isEmpty()) {
            line.set("mdc", JSON.valueToTree(event.getMDCPropertyMap()));
        }
        if (event.getThrowableProxy() != null) {
            line.put("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        try {
            return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode data(ILoggingEvent event) {
        ObjectNode data = JSON.createObjectNode();
        Object[] values = event.getArgumentArray();
        String sentence = event.getMessage();
        if (values != null && sentence != null) {
            Matcher place = PLACE.matcher(sentence);
            for (int at = 0; at < values.length && place.find(); at++) {
                if (place.group(1) != null) {
                    put(data, place.group(1), values[at]);
                }
            }
        }
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> put(data, pair.key, pair.value));
        }
        return data;
    }

    private static void put(ObjectNode data, String key, @Nullable Object value) {
        switch (value) {
            case null -> data.putNull(key);
            case Integer number -> data.put(key, number);
            case Long number -> data.put(key, number);
            case Double number -> data.put(key, number);
            case Boolean truth -> data.put(key, truth);
            default -> data.put(key, value.toString());
        }
    }

    @Override
    public byte[] headerBytes() {
        return NONE;
    }

    @Override
    public byte[] footerBytes() {
        return NONE;
    }
}
