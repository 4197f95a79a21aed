package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TokenSourceTest {
    private static final Duration LIFE = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock();
    private final List<TokenRequestContext> requests = new ArrayList<>();
    private boolean down;
    private int credentials;
    private @Nullable Instant refreshAt;

    private final TokenSource source = new TokenSource(this::credential, "https://graph/.default", clock);

    @Test
    void keepsATokenUntilShortlyBeforeItExpires() {
        String first = source.token().join().getToken();
        clock.pass(LIFE.minusMinutes(6));
        assertThat(source.token().join().getToken()).isEqualTo(first);

        clock.pass(Duration.ofMinutes(2));

        assertThat(source.token().join().getToken()).isEqualTo("token-2");
        assertThat(requests).allMatch(request -> request.getScopes().equals(List.of("https://graph/.default")));
    }

    @Test
    void asksOnceForAllWhoWait() {
        CountDownLatch go = new CountDownLatch(1);
        TokenSource slow = new TokenSource(
                () -> request -> Mono.fromCallable(() -> {
                    go.await();
                    return issue(request).block();
                }),
                "scope",
                clock);
        List<CompletableFuture<AccessToken>> waiting = List.of(slow.token(), slow.token(), slow.token());

        go.countDown();

        assertThat(waiting)
                .allSatisfy(token -> assertThat(token.join().getToken()).isEqualTo("token-1"));
    }

    @Test
    void usesAnOldTokenAsLongAsItLivesWhileNoNewOneIsIssued() {
        source.token().join();
        clock.pass(LIFE.minusMinutes(4));
        down = true;

        assertThat(source.token().join().getToken()).isEqualTo("token-1");

        clock.pass(Duration.ofMinutes(5));
        assertThatThrownBy(() -> source.token().join()).hasMessageContaining("down");
    }

    @Test
    void doesNotAskAgainRightAfterAFailure() {
        down = true;
        assertThatThrownBy(() -> source.token().join()).hasMessageContaining("down");
        assertThatThrownBy(() -> source.token().join()).hasMessageContaining("down");
        assertThat(requests).hasSize(1);
        down = false;

        clock.pass(Duration.ofSeconds(6));

        assertThat(source.token().join().getToken()).isEqualTo("token-2");
    }

    @Test
    void doesNotTrustATimeToRefreshFromBeforeTheToken() {
        refreshAt = Instant.EPOCH;
        source.token().join();
        clock.pass(Duration.ofMinutes(1));

        assertThat(source.token().join().getToken()).isEqualTo("token-1");
    }

    @Test
    void refreshesWhenTheAuthorityAsksForIt() {
        refreshAt = clock.instant().plus(Duration.ofMinutes(30));
        source.token().join();
        clock.pass(Duration.ofMinutes(31));

        assertThat(source.token().join().getToken()).isEqualTo("token-2");
    }

    @Test
    void passesOverTheCredentialsCacheForARefusedToken() {
        AccessToken refused = source.token().join();
        clock.pass(Duration.ofMinutes(1));

        AccessToken newer = source.newerThan(refused).orElseThrow().join();

        assertThat(newer.getToken()).isEqualTo("token-2");
        assertThat(requests.getLast().getClaims()).contains("nbf");
        assertThat(requests.getLast().isCaeEnabled()).isTrue();
        assertThat(credentials).isEqualTo(2);
    }

    @Test
    void givesAllWhoWereRefusedTheSameNewToken() {
        AccessToken refused = source.token().join();
        clock.pass(Duration.ofMinutes(1));
        source.newerThan(refused).orElseThrow().join();

        AccessToken second = source.newerThan(refused).orElseThrow().join();

        assertThat(second.getToken()).isEqualTo("token-2");
    }

    @Test
    void hasNothingBetterThanAYoungToken() {
        AccessToken refused = source.token().join();

        assertThat(source.newerThan(refused)).isEmpty();
    }

    private TokenCredential credential() {
        credentials++;
        return this::issue;
    }

    private Mono<AccessToken> issue(TokenRequestContext request) {
        requests.add(request);
        return down
                ? Mono.error(new IllegalStateException("down"))
                : Mono.just(new AccessToken(
                        "token-" + requests.size(),
                        clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC),
                        refreshAt == null ? null : refreshAt.atOffset(ZoneOffset.UTC)));
    }
}
