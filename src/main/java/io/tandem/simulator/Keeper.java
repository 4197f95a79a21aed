package io.tandem.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Removes subscriptions at their end, and reminds their owners before (graph-contract 9.3, 9.8). */
final class Keeper {
    private static final Duration REMINDED_BEFORE = Duration.ofMinutes(30);
    private static final Duration REMINDED_AGAIN = Duration.ofMinutes(15);

    private final World world;
    private final NoticeWriter writer;

    Keeper(World world) {
        this.world = world;
        this.writer = new NoticeWriter(world);
    }

    void keep(Instant now) {
        List<Change> changes = new ArrayList<>();
        for (Subscription subscription : world.tenant().notifications().subscriptions()) {
            if (!subscription.live(now)) {
                changes.add(new Change.SubscriptionGone(subscription.id()));
            } else if (subscription.lifecycleUrl() != null && mustRemind(subscription, now)) {
                remind(subscription, now, changes);
            }
        }
        world.ledger().commit(changes);
    }

    private static boolean mustRemind(Subscription subscription, Instant now) {
        Instant last = subscription.remindedAt();
        return !now.isBefore(subscription.endsAt().minus(REMINDED_BEFORE))
                && (last == null || !now.isBefore(last.plus(REMINDED_AGAIN)));
    }

    /** One reminder at a time: an endpoint that does not answer gets no heap of them. */
    private void remind(Subscription subscription, Instant now, List<Change> changes) {
        NotificationState state = world.tenant().notifications();
        changes.add(new Change.SubscriptionPut(subscription.reminded(now)));
        boolean waiting = state.notices().stream()
                .anyMatch(notice -> notice.lifecycle() && notice.subscription().equals(subscription.id()));
        if (!waiting) {
            changes.add(new Change.NoticePut(new Notice(
                    state.nextNumber(),
                    subscription.id(),
                    true,
                    writer.reauthorizationRequired(subscription),
                    now,
                    0,
                    null)));
        }
    }
}
