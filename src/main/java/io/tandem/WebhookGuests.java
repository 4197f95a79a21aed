package io.tandem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Who is connected at the public port. Each may stay for a while without a whole post, and when there are too many, or what they
 * sent so far takes too much memory, somebody is sent away: first whoever never brought a post that was accepted, the oldest of
 * them first, so that a newcomer has time to bring one; only then whoever brought none for longest.
 *
 * @param <C> a connection
 */
final class WebhookGuests<C> {
    /** Whoever brought a post has so many times the patience for the next one. */
    private static final int KNOWN = 4;

    private final Map<C, Guest> guests = new LinkedHashMap<>();
    private final Bounds bounds;
    private final Consumer<C> close;
    private final LongSupplier nanos;
    private long held;

    /**
     * What is borne.
     *
     * @param patience how long a guest may bring nothing whole
     * @param guests at the same time
     * @param bytes of posts that are not answered yet, of all guests together
     * @param most bytes that are held of one guest, however much it sends
     */
    record Bounds(Duration patience, int guests, long bytes, long most) {}

    /** One of them: until when it may stay, since when it is there or brought its last post, and what is held of it. */
    private static final class Guest {
        private long end;
        private long since;
        private long held;
        private boolean known;
        private boolean waiting;
    }

    /**
     * Lets nobody in yet.
     *
     * @param close sends a guest away
     * @param nanos the time, as {@link System#nanoTime()} tells it
     */
    WebhookGuests(Bounds bounds, Consumer<C> close, LongSupplier nanos) {
        this.bounds = bounds;
        this.close = close;
        this.nanos = nanos;
    }

    /** Somebody comes. */
    synchronized void enter(C connection) {
        Guest guest = new Guest();
        stay(guest);
        guests.put(connection, guest);
        if (guests.size() > bounds.guests()) {
            next(any -> any != guest).ifPresent(this::dismiss);
        }
    }

    /** Somebody has gone. */
    synchronized void leave(C connection) {
        Guest guest = guests.remove(connection);
        if (guest != null) {
            held -= guest.held;
        }
    }

    /** A part of a post came. */
    synchronized void take(C connection, int bytes) {
        Guest guest = guests.get(connection);
        if (guest == null) {
            return;
        }
        hold(guest, Math.min(bounds.most(), guest.held + bytes));
        if (held > bounds.bytes()) {
            next(any -> any.held > 0).ifPresent(this::dismiss);
        }
    }

    /** A whole post is there; however long its answer takes, that is not the sender's fault. */
    synchronized void hear(C connection) {
        Guest guest = guests.get(connection);
        if (guest != null) {
            guest.waiting = true;
            stay(guest);
        }
    }

    /**
     * A post was answered; when it was accepted the next one may take longer, for honest senders keep connections open.
     *
     * @param accepted whether only Microsoft Graph can have sent it
     */
    synchronized void answer(C connection, boolean accepted) {
        Guest guest = guests.get(connection);
        if (guest != null) {
            hold(guest, 0);
            guest.waiting = false;
            if (accepted) {
                guest.known = true;
                stay(guest);
            }
        }
    }

    /** Sends away who was late. */
    synchronized void closeLate() {
        long now = nanos.getAsLong();
        List<C> late = new ArrayList<>();
        guests.forEach((connection, guest) -> {
            if (!guest.waiting && now - guest.end > 0) {
                late.add(connection);
            }
        });
        late.forEach(this::dismiss);
    }

    private void stay(Guest guest) {
        guest.since = nanos.getAsLong();
        guest.end = guest.since + (guest.known ? KNOWN : 1) * bounds.patience().toNanos();
    }

    private void hold(Guest guest, long bytes) {
        held += bytes - guest.held;
        guest.held = bytes;
    }

    private Optional<C> next(Predicate<Guest> which) {
        long now = nanos.getAsLong();
        return guests.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .min(Comparator.<Map.Entry<C, Guest>, Boolean>comparing(entry -> entry.getValue().known)
                        .thenComparing(entry -> entry.getValue().since - now))
                .map(Map.Entry::getKey);
    }

    /** It is forgotten first, for closing may tell at once that it has gone. */
    private void dismiss(C connection) {
        leave(connection);
        close.accept(connection);
    }
}
