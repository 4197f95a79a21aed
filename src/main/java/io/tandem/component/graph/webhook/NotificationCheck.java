package io.tandem.component.graph.webhook;

import io.tandem.component.graph.webhook.NotificationReading.Notifications;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads, checks and opens a post to a notification URL.
 *
 * @param clientState the secret of the subscription; null when it is not known here and cannot be compared
 * @param tenants the ids of the tenants that may write, in lower case; empty when any may
 * @param tokens checks the tokens of rich notifications; null when there are none to expect
 * @param cipher opens rich notifications; null leaves them closed
 */
public record NotificationCheck(
        @Nullable String clientState,
        Set<String> tenants,
        @Nullable ValidationTokens tokens,
        @Nullable NotificationCipher cipher) {

    /** Copies the tenants. */
    public NotificationCheck {
        tenants = Set.copyOf(tenants);
    }

    /** Returns what to make of the bytes that came just now; may block while keys are fetched. */
    public PostVerdict check(byte[] post) {
        return check(post, null);
    }

    /**
     * Returns what to make of bytes that were kept since they came: their tokens had to be valid then.
     *
     * @param at when they came; null = now
     */
    public PostVerdict check(byte[] post, @Nullable Instant at) {
        return switch (NotificationReader.read(post)) {
            case NotificationReading.Refused refused -> new PostVerdict.Malformed(refused.reason());
            case Notifications all -> proven(all, at);
        };
    }

    private PostVerdict proven(Notifications post, @Nullable Instant at) {
        boolean rich = post.notifications().stream().anyMatch(NotificationCheck::isRich);
        if (tokens == null || (!rich && post.validationTokens().isEmpty())) {
            return sorted(post, tenants);
        }
        return switch (at == null ? tokens.check(post.validationTokens()) : tokens.check(post.validationTokens(), at)) {
            case TokenVerdict.Valid valid -> sorted(post, valid.tenants());
            case TokenVerdict.Refused refused -> new PostVerdict.Suspect(refused.reason());
            case TokenVerdict.Undecided undecided -> new PostVerdict.Undecided(undecided.reason());
        };
    }

    private PostVerdict sorted(Notifications post, Set<String> from) {
        List<Notification> accepted = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        for (Notification notification : post.notifications()) {
            Notification.Origin origin = notification.origin();
            if (clientState != null && !origin.clientState().matches(clientState)) {
                dropped.add("its client state is not ours");
            } else if (!from.isEmpty() && !from.contains(origin.tenantId().toLowerCase(Locale.ROOT))) {
                dropped.add("its tenant is none that may write");
            } else if (cipher != null && notification instanceof Notification.Change change && isRich(change)) {
                switch (cipher.open(Objects.requireNonNull(change.encryptedContent()))) {
                    case CipherVerdict.Opened opened -> accepted.add(change.opened(opened.resource()));
                    case CipherVerdict.Refused refused -> dropped.add(refused.reason());
                    case CipherVerdict.UnknownCertificate unknown -> {
                        missing.add(unknown.certificateId());
                        accepted.add(change);
                    }
                }
            } else {
                accepted.add(notification);
            }
        }
        return missing.isEmpty()
                ? new PostVerdict.Accepted(accepted, dropped)
                : new PostVerdict.Locked(accepted, missing);
    }

    private static boolean isRich(Notification notification) {
        return notification instanceof Notification.Change change && change.encryptedContent() != null;
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "NotificationCheck[tenants=" + tenants + "]";
    }
}
