package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.webhook.Notification;
import io.tandem.component.graph.webhook.NotificationCheck;
import io.tandem.component.graph.webhook.PostVerdict;
import io.tandem.deadletter.Cause;
import io.tandem.deadletter.DeadLetter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code graph-notifications}: a notification only says where to look. The stores whose teams are named
 * become due and their rosters doubtful; duplicates and disorder make no difference.
 */
public final class Notifications {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Resources are written in OData key syntax (graph-contract 9.5). */
    private static final Pattern TEAM = Pattern.compile("^/?teams\\('([0-9a-fA-F-]{36})'\\)");

    /** Nobody has changed a team that was just made. */
    private static final String CREATED = "created";

    /** Between reading all rosters for notifications that do not say of which team they are. */
    private static final Duration BETWEEN = Duration.ofMinutes(5);

    private final Supplier<NotificationCheck> check;
    private final Subscriptions.Parts parts;
    private final MeterRegistry meters;
    private final Traces traces;
    private int unread;
    private long readAgain;

    /**
     * What a batch of posts turned out to be.
     *
     * @param believed the notifications that are Graph's
     * @param suspects the posts that are not
     * @param commits for each partition the post up to which everything is done
     */
    public record Delivery(List<Notification> believed, List<DeadLetter> suspects, List<KafkaManualCommit> commits) {
        /** Copies the lists. */
        public Delivery {
            believed = List.copyOf(believed);
            suspects = List.copyOf(suspects);
            commits = List.copyOf(commits);
        }
    }

    /**
     * Binds the steps to what they work on.
     *
     * @param check what posts are checked with, as the keys are now
     * @param parts take down what Graph says of its subscriptions, for whoever keeps them, and which rosters are doubtful
     */
    public Notifications(Supplier<NotificationCheck> check, Subscriptions.Parts parts, MeterRegistry meters) {
        this(check, parts, meters, Traces.none());
    }

    /** The same, which follows what notifications belong to. */
    public Notifications(
            Supplier<NotificationCheck> check, Subscriptions.Parts parts, MeterRegistry meters, Traces traces) {
        this.check = check;
        this.parts = parts;
        this.meters = meters;
        this.traces = traces;
    }

    /**
     * {@return the posts of a batch, each either believed or suspect}
     *
     * @throws IllegalStateException when that cannot be said now; try again
     */
    public Delivery check(@Body List<Exchange> records) {
        NotificationCheck current = check.get();
        List<Notification> believed = new ArrayList<>();
        List<DeadLetter> suspects = new ArrayList<>();
        Map<TopicPartition, KafkaManualCommit> commits = new HashMap<>();
        for (Exchange exchange : records) {
            Message post = exchange.getMessage();
            commits.put(partition(post), post.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class));
            switch (current.check(post.getBody(byte[].class), cameAt(post))) {
                case PostVerdict.Accepted accepted -> {
                    believed.addAll(accepted.notifications());
                    noticed(cameAt(post));
                    count("dropped", accepted.dropped().size());
                }
                case PostVerdict.Locked locked -> {
                    LOG.warn("Notifications are encrypted for keys that are not here keys={}", locked.certificates());
                    believed.addAll(locked.notifications());
                    noticed(cameAt(post));
                    count("unopened", locked.notifications().size());
                }
                case PostVerdict.Malformed malformed -> suspects.add(letter(post, malformed.reason()));
                case PostVerdict.Suspect suspect -> suspects.add(letter(post, suspect.reason()));
                case PostVerdict.Undecided undecided ->
                    throw new IllegalStateException("cannot check a notification yet: " + undecided.reason());
            }
        }
        count("accepted", believed.size());
        count("suspect", suspects.size());
        return new Delivery(believed, suspects, List.copyOf(commits.values()));
    }

    /** Marks what the notifications are about. */
    public void mark(@Body Delivery delivery) {
        Set<String> named = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        int nameless = 0;
        for (Notification notification : delivery.believed()) {
            switch (notification) {
                case Notification.Change change -> {
                    Matcher team = TEAM.matcher(change.resource());
                    if (team.find()) {
                        String id = team.group(1).toLowerCase(Locale.ROOT);
                        named.add(id);
                        if (team.end() == change.resource().length()
                                && !change.changeType().equals(CREATED)) {
                            changed.add(id);
                        }
                    } else {
                        nameless++;
                    }
                }
                case Notification.Lifecycle event -> happened(event);
            }
        }
        if (!delivery.believed().isEmpty()) {
            parts.book().heard();
        }
        if (parts.canary().isBack(named)) {
            LOG.info("Reads all rosters, for notifications may have been lost until the canary came back");
            parts.sweep(false);
        }
        parts.canary().saw(named);
        count("unread", nameless);
        readAll(nameless);
        traces.notified(named);
        if (!named.isEmpty() && parts.teams().doubt(named, changed) > 0) {
            parts.wake().run();
        }
    }

    /** Once in a while is enough, however many come; what came since is seen the next time, or by the sweep that follows a silence. */
    private synchronized void readAll(int nameless) {
        unread += nameless;
        long now = meters.config().clock().wallTime();
        if (unread > 0 && now >= readAgain) {
            LOG.warn("Reads all rosters, for notifications do not say of which team they are unread={}", unread);
            parts.sweep(false);
            unread = 0;
            readAgain = now + BETWEEN.toMillis();
        }
    }

    /** Commits the offsets of the batch; until then it comes again. */
    public void commit(@Body Delivery delivery) {
        delivery.commits().forEach(KafkaManualCommit::commit);
    }

    private void happened(Notification.Lifecycle event) {
        String subscription = event.origin().subscriptionId();
        switch (event.event()) {
            case Notification.Lifecycle.REAUTHORIZATION_REQUIRED -> parts.book().asked(subscription);
            case Notification.Lifecycle.SUBSCRIPTION_REMOVED -> parts.book().gone(subscription);
            case Notification.Lifecycle.MISSED -> {
                parts.teams().doubtAll();
                parts.wake().run();
            }
            default -> LOG.info("Graph told of its subscription what nobody here knows event={}", event.event());
        }
    }

    private static TopicPartition partition(Message post) {
        return new TopicPartition(
                post.getHeader(KafkaConstants.TOPIC, String.class),
                post.getHeader(KafkaConstants.PARTITION, Integer.class));
    }

    /** Tokens run out; they had to be valid when the post came. */
    private static @Nullable Instant cameAt(Message post) {
        Long millis = post.getHeader(KafkaConstants.TIMESTAMP, Long.class);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static DeadLetter letter(Message post, String reason) {
        DeadLetter whole = ReadRecord.of(post).letter(new Cause.NotificationSuspect(reason));
        return new DeadLetter(whole.key(), bare(whole.value()), whole.headers(), whole.origin(), whole.cause());
    }

    /** Without client states and tokens, which are secrets; nothing of what is no JSON, for they may be anywhere in it. */
    private static byte @Nullable [] bare(byte @Nullable [] post) {
        try {
            if (post == null || !(JSON.readTree(post) instanceof ObjectNode collection)) {
                return null;
            }
            collection.remove("validationTokens");
            for (JsonNode notification : collection.path("value")) {
                if (notification instanceof ObjectNode item) {
                    item.remove(List.of("clientState", "encryptedContent"));
                }
            }
            return JSON.writeValueAsBytes(collection);
        } catch (IOException noJson) {
            return null;
        }
    }

    private void count(String outcome, int notifications) {
        Metric.NOTIFICATIONS.counter(meters, outcome).increment(notifications);
    }

    /** Graph does not say when something changed, only Kafka when the post came. */
    private void noticed(@Nullable Instant came) {
        if (came != null) {
            long now = meters.config().clock().wallTime();
            Metric.SEEN_DELAY.timer(meters, "teams").record(now - came.toEpochMilli(), TimeUnit.MILLISECONDS);
        }
    }
}
