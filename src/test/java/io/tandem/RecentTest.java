package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentTest {
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void isLookedUpOnceForAllWhoAskInTime() {
        Recent<Integer> recent = new Recent<>(looks::incrementAndGet, Duration.ofMinutes(1));

        assertThat(recent.value()).contains(1);
        assertThat(recent.value()).contains(1);
    }

    @Test
    void isLookedUpAgainWhenItIsOld() {
        Recent<Integer> recent = new Recent<>(looks::incrementAndGet, Duration.ZERO);

        assertThat(recent.value()).contains(1);
        assertThat(recent.value()).contains(2);
    }

    @Test
    void aFailureIsNoValueAndIsNotRepeatedAtOnce() {
        Recent<Integer> recent = new Recent<>(
                () -> {
                    looks.incrementAndGet();
                    throw new IllegalStateException("away");
                },
                Duration.ofMinutes(1));

        assertThat(recent.value()).isEmpty();
        assertThat(recent.value()).isEmpty();
        assertThat(looks).hasValue(1);
    }

    @Test
    void nobodyWaitsLongForASlowSource() {
        CountDownLatch answer = new CountDownLatch(1);
        Recent<Integer> recent = new Recent<>(
                () -> {
                    await().atMost(Duration.ofSeconds(30)).until(() -> answer.getCount() == 0);
                    return looks.incrementAndGet();
                },
                Duration.ofMinutes(1));

        Optional<Integer> before = recent.value();

        assertThat(before).isEmpty();
        answer.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> recent.value().equals(Optional.of(1)));
    }
}
