package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:8080, 200",
        "127.0.0.1:8080, 200",
        "[::1]:8080, 200",
        "evil.example, 421",
        "evil.example:8080, 421",
        "localhost.evil.example, 421",
        "192.0.2.7, 421",
        "'', 421"
    })
    void isAskedOnLoopbackAsLoopback(String host, int status) {
        asks("127.0.0.1", Set.of(), host, status);
    }

    @ParameterizedTest
    @CsvSource({"ops.example, 200", "Ops.Example:443, 200", "localhost, 200", "evil.example, 421", "192.0.2.7, 421"})
    void isAskedOnLoopbackByItsOtherNames(String host, int status) {
        asks("127.0.0.1", Set.of("ops.example"), host, status);
    }

    @ParameterizedTest
    @CsvSource({"ops.example, 200", "evil.example, 421", "192.0.2.7:8080, 200", "[2001:db8::1], 200", "localhost, 200"})
    void isAskedElsewhereByItsNamesOrByAddress(String host, int status) {
        asks("0.0.0.0", Set.of("ops.example"), host, status);
    }

    @ParameterizedTest
    @CsvSource({"ops.example, 200", "192.0.2.7, 200"})
    void isAskedElsewhereByAnyNameWhenItHasNone(String host, int status) {
        asks("0.0.0.0", Set.of(), host, status);
    }

    private static void asks(String listensAt, Set<String> names, String host, int status) {
        try (TestOps ops = TestOps.startAt(listensAt, TestOps.with(null, names, false))) {
            assertThat(ops.raw("GET /api/status HTTP/1.1", "Host: " + host, "Authorization: Bearer " + TestOps.VIEWER))
                    .startsWith("HTTP/1.1 " + status);
            assertThat(ops.raw("GET /health/live HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 " + status);
        }
    }
}
