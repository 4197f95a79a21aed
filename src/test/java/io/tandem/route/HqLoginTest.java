package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HqLoginTest {
    private final AtomicInteger credentials = new AtomicInteger();
    private final AtomicInteger tokens = new AtomicInteger();

    @Test
    void asksForOneTokenForAllCalls() {
        HqLogin login = login(Duration.ofHours(1));

        assertThat(login.bearer()).isEqualTo("Bearer 1-1");
        assertThat(login.bearer()).isEqualTo("Bearer 1-1");
    }

    @Test
    void asksAgainShortlyBeforeTheTokenEnds() {
        HqLogin login = login(Duration.ofMinutes(4));

        assertThat(login.bearer()).isEqualTo("Bearer 1-1");
        assertThat(login.bearer()).isEqualTo("Bearer 1-2");
    }

    @Test
    void asksACredentialThatRemembersNothingOnceHqDoesNotLikeTheToken() {
        HqLogin login = login(Duration.ofHours(1));
        login.bearer();

        login.renew();

        assertThat(login.bearer()).isEqualTo("Bearer 2-2");
    }

    private HqLogin login(Duration life) {
        return new HqLogin(() -> new Credential(credentials.incrementAndGet(), life), "hq");
    }

    /** Remembers nothing, so that each call of it shows. */
    private final class Credential implements TokenCredential {
        private final int number;
        private final Duration life;

        Credential(int number, Duration life) {
            this.number = number;
            this.life = life;
        }

        @Override
        public Mono<AccessToken> getToken(TokenRequestContext request) {
            return Mono.just(new AccessToken(
                    number + "-" + tokens.incrementAndGet(),
                    OffsetDateTime.now(ZoneOffset.UTC).plus(life)));
        }
    }
}
