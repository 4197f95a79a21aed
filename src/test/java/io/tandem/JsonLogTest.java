package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLogTest {
    private final JsonLog log = new JsonLog();

    @Test
    void aLineSaysWhatHappenedAndInKeyValuesWhich() throws IOException {
        JsonNode line =
                line(event("Worked on {} key={} attempt={} fine={} reason={}", "it", "store/000135", 3, true, null));

        assertThat(line.path("message").asText())
                .isEqualTo("Worked on it key=store/000135 attempt=3 fine=true reason=null");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("io.tandem.Some");
        assertThat(line.path("thread").asText()).isEqualTo("worker");
        assertThat(Instant.parse(line.path("timestamp").asText())).isEqualTo(Instant.parse("2026-03-01T09:30:00.25Z"));
        assertThat(line.path("data").toString())
                .isEqualTo("{\"key\":\"store/000135\",\"attempt\":3,\"fine\":true,\"reason\":null}");
        assertThat(line.has("mdc")).isFalse();
        assertThat(line.has("exception")).isFalse();
    }

    @Test
    void itIsOneLineWhateverIsInIt() throws IOException {
        LoggingEvent event = event(
                Map.of("traceId", "0af7651916cd43dd8448eb211c80319c"),
                "Broke off\nkey={}",
                "a \"quoted\"\r\nkey\u2028");
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("two\nlines")));

        JsonNode line = line(event);

        assertThat(line.at("/data/key").asText()).isEqualTo("a \"quoted\"\r\nkey\u2028");
        assertThat(line.at("/mdc/traceId").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(line.path("exception").asText()).contains("two\nlines").contains("JsonLogTest");
    }

    @Test
    void moreValuesThanPlacesDoNoHarm() throws IOException {
        assertThat(line(event("Plain", "more")).has("data")).isFalse();
        assertThat(line(event("a={} b={}", 1L)).path("data").toString()).isEqualTo("{\"a\":1}");
    }

    private JsonNode line(LoggingEvent event) throws IOException {
        String text = new String(log.encode(event), StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        assertThat(text).endsWith("}\n");
        return new ObjectMapper().readTree(text);
    }

    private static LoggingEvent event(String sentence, @Nullable Object... values) {
        return event(Map.of(), sentence, values);
    }

    private static LoggingEvent event(Map<String, String> mdc, String sentence, @Nullable Object... values) {
        LoggingEvent event = new LoggingEvent(
                "test", new LoggerContext().getLogger("io.tandem.Some"), Level.WARN, sentence, null, values);
        event.setThreadName("worker");
        event.setInstant(Instant.parse("2026-03-01T09:30:00.25Z"));
        event.setMDCPropertyMap(mdc);
        return event;
    }
}
