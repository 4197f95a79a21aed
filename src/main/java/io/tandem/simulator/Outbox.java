package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Turns every change of the tenant into notifications for those who subscribed, in the same line of the journal. */
final class Outbox implements Ledger.Watch {
    private static final Duration DUPLICATE_WITHIN = Duration.ofMinutes(1);
    private static final Duration SHUFFLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration SLOW_DELAY = Duration.ofMinutes(10);

    private final World world;
    private final Clock clock;
    private final Switchboard board;
    private final NoticeWriter writer;

    Outbox(World world, Clock clock, Switchboard board) {
        this.world = world;
        this.clock = clock;
        this.board = board;
        this.writer = new NoticeWriter(world);
    }

    @Override
    public Supplier<List<Change>> see(Tenant before, List<Change> changes) {
        if (before.notifications().subscriptions().isEmpty()) {
            return List::of;
        }
        Instant now = clock.instant();
        Set<Happening> happenings = ChangeWatch.happenings(before, changes, now);
        return () -> notices(before.notifications(), happenings, now);
    }

    private List<Change> notices(NotificationState state, Set<Happening> happenings, Instant now) {
        List<Change> notices = new ArrayList<>();
        Instant simulated = state.pace().at(now);
        for (Happening happening : happenings) {
            for (Subscription subscription : state.subscriptions()) {
                if (subscription.live(simulated)
                        && subscription.changes().contains(happening.type())
                        && subscription.resource().sees(happening)) {
                    notices.addAll(notices(state, subscription, happening));
                }
            }
        }
        return notices;
    }

    private List<Change> notices(NotificationState state, Subscription subscription, Happening happening) {
        ObjectNode item = writer.change(subscription, happening);
        Instant simulated = state.pace().at(clock.instant());
        if (world.draw(board.switches().dropRate())) {
            board.log()
                    .add(new Delivery(
                            simulated,
                            subscription.notificationUrl(),
                            false,
                            null,
                            0,
                            Delivery.Outcome.LOST,
                            List.of(Delivery.listed(null, item))));
            return List.of();
        }
        Instant due = due(subscription, state.pace().at(happening.from()), simulated);
        List<Change> notices = new ArrayList<>();
        notices.add(put(state, subscription, item, due));
        if (world.draw(board.switches().duplicateRate())) {
            notices.add(put(state, subscription, item, world.within(due, DUPLICATE_WITHIN)));
        }
        return notices;
    }

    private static Change put(NotificationState state, Subscription subscription, ObjectNode item, Instant due) {
        return new Change.NoticePut(new Notice(state.nextNumber(), subscription.id(), false, item, due, 0, null));
    }

    private Instant due(Subscription subscription, Instant visible, Instant now) {
        Instant due = world.within(visible, world.profile().notifications().maxNotificationDelay());
        if (board.switches().shuffle()) {
            due = world.within(due, SHUFFLE_WITHIN);
        }
        boolean slow = board.health().mood(subscription.notificationUrl(), now) == EndpointHealth.Mood.SLOW;
        return slow ? due.plus(SLOW_DELAY) : due;
    }
}
