package io.tandem.component.graph.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    @Test
    void answersTheTokenDecoded() {
        String query = "validationToken=Validation%3A+Testing+client%20application%2Breachability%26more%3D%C3%A7";

        assertThat(Handshake.in(query))
                .contains(new Handshake("Validation: Testing client application+reachability&more=ç"));
    }

    @Test
    void findsTheTokenBehindTheUrlsOwnQuery() {
        assertThat(Handshake.in("code=a%3Db&validationToken=x")).contains(new Handshake("x"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "code=1",
                "validationToken=",
                "xvalidationToken=1",
                "validationToken=%zz",
                "validationtoken=x"
            })
    void knowsWhenItIsNotAsked(String query) {
        assertThat(Handshake.in(query)).isEmpty();
    }

    @Test
    void doesNotEchoWhatIsLongerThanAnyToken() {
        assertThat(Handshake.in("validationToken=" + "x".repeat(5_000))).isEmpty();
    }

    @Property(tries = 200)
    void returnsAnyTokenAsItWas(@ForAll @StringLength(min = 1, max = 300) String token) {
        String once = new String(token.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(Handshake.in("a=1&validationToken=" + URLEncoder.encode(once, StandardCharsets.UTF_8)))
                .contains(new Handshake(once));
    }

    @Property
    void neverThrows(@ForAll String query) {
        assertThat(Handshake.in(query)).isNotNull();
    }
}
