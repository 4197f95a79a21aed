package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.FiledLetter.Traits;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTraitsTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void findsWhatPeopleLookFor() {
        Traits traits = traits("worker/000205", """
                {"type": "io.tandem.commerce.worker.store.assigned", "id": "e-1", "subject": "worker/000205",
                 "traceparent": "%s", "data": {"storeNumber": "000135"}}""".formatted(PARENT), Map.of());

        assertThat(traits).isEqualTo(new Traits("io.tandem.commerce.worker.store.assigned", "000135", "e-1", TRACE));
    }

    @Test
    void takesTheStoreOfSubjectOrKeyWhenTheDataNamesNone() {
        assertThat(traits(null, "{\"subject\": \"store/000135\"}", Map.of()).store())
                .isEqualTo("000135");
        assertThat(traits("tasks/000136", "tasks/000136", Map.of()).store()).isEqualTo("000136");
        assertThat(traits("worker/000205", "{}", Map.of()).store()).isNull();
    }

    @Test
    void takesTheTraceOfAHeaderFirst() {
        assertThat(traits(null, "garbage", Map.of("traceparent", PARENT)).traceId())
                .isEqualTo(TRACE);
        assertThat(traits(null, null, Map.of("ce_traceparent", PARENT)).traceId())
                .isEqualTo(TRACE);
        assertThat(traits(null, "{\"traceparent\": \"none\"}", Map.of()).traceId())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[1]",
                "null",
                "1e400",
                "{\"data\": 7, \"id\": {}, \"type\": []}",
                "{\"id\":\"a\"} {",
                "{\"data\": {\"storeNumber\": \"a store that is none\"}}"
            })
    void findsNothingInWhatIsNoEvent(String value) {
        Traits traits = traits(null, value, Map.of());

        assertThat(traits.store()).isNull();
        assertThat(traits.type()).isNull();
    }

    @Test
    void keepsLongTextsShort() {
        assertThat(traits(null, "{\"type\": \"" + "x".repeat(5000) + "\"}", Map.of())
                        .type())
                .hasSize(200);
    }

    private static Traits traits(@Nullable String key, @Nullable String value, Map<String, String> headers) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return LetterTraits.of(DeadLetter.read(key, bytes, headers));
    }
}
