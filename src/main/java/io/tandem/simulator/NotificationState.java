package io.tandem.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The part of the tenant's state that notifications are made of; moves by {@link #apply} alone. */
final class NotificationState {
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<Long, Notice> notices = new LinkedHashMap<>();
    private final NavigableSet<Notice> byTime = new TreeSet<>(Notice.BY_TIME);
    private final List<Change.KeyMade> keys = new ArrayList<>();
    private Pace pace = Pace.REAL;
    private long lastNumber;

    /** All subscriptions in the order of creation, also those that expire this very moment. */
    Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    Optional<Subscription> subscription(String id) {
        return Optional.ofNullable(subscriptions.get(id));
    }

    /** What is not delivered yet, next first. */
    Collection<Notice> notices() {
        return byTime;
    }

    /** Whether this very try of a notice is still open. */
    boolean holds(Notice notice) {
        return notice.equals(notices.get(notice.number()));
    }

    List<Notice> due(Instant now) {
        List<Notice> due = new ArrayList<>();
        for (Notice notice : byTime) {
            if (notice.dueAt().isAfter(now)) {
                break;
            }
            due.add(notice);
        }
        return due;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    /** Keys that were made by rotation, oldest first. */
    List<Change.KeyMade> keys() {
        return keys;
    }

    Pace pace() {
        return pace;
    }

    void apply(Change.Notification change) {
        switch (change) {
            case Change.SubscriptionPut put ->
                subscriptions.put(put.subscription().id(), put.subscription());
            case Change.SubscriptionGone gone -> remove(gone.id());
            case Change.NoticePut put -> put(put.notice());
            case Change.NoticeGone gone -> take(gone.number());
            case Change.KeyMade made -> keys.add(made);
            case Change.Paced paced -> pace = paced.pace();
        }
    }

    List<Change> snapshot() {
        List<Change> all = new ArrayList<>();
        if (pace != Pace.REAL) {
            all.add(new Change.Paced(pace));
        }
        all.addAll(keys);
        subscriptions.values().forEach(subscription -> all.add(new Change.SubscriptionPut(subscription)));
        byTime.forEach(notice -> all.add(new Change.NoticePut(notice)));
        return all;
    }

    private void put(Notice notice) {
        take(notice.number());
        notices.put(notice.number(), notice);
        byTime.add(notice);
        lastNumber = Math.max(lastNumber, notice.number());
    }

    private void take(long number) {
        Notice known = notices.remove(number);
        if (known != null) {
            byTime.remove(known);
        }
    }

    private void remove(String id) {
        subscriptions.remove(id);
        List<Notice> orphans = notices.values().stream()
                .filter(notice -> notice.subscription().equals(id))
                .toList();
        orphans.forEach(notice -> take(notice.number()));
    }
}
