package io.tandem.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.component.graph.webhook.Notification;
import io.tandem.component.graph.webhook.NotificationCheck;
import io.tandem.component.graph.webhook.PostVerdict;
import io.tandem.teams.TeamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of route {@code graph-notifications}: a notification only says where to look. The stores whose teams are named
 * become due and their rosters doubtful; duplicates and disorder make no difference.
 */
public final class Notifications {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    /** Resources are written in OData key syntax (graph-contract 9.5). */
    private static final Pattern TEAM = Pattern.compile("^/?teams\\('([0-9a-fA-F-]{36})'\\)");

    private final NotificationCheck check;
    private final TeamState teams;
    private final Consumer<Notification.Lifecycle> lifecycle;
    private final Runnable wake;
    private final MeterRegistry meters;

    /**
     * Binds the steps to what they work on.
     *
     * @param lifecycle does what a lifecycle notification asks for
     * @param wake tells the work loop that keys became due
     */
    public Notifications(
            NotificationCheck check,
            TeamState teams,
            Consumer<Notification.Lifecycle> lifecycle,
            Runnable wake,
            MeterRegistry meters) {
        this.check = check;
        this.teams = teams;
        this.lifecycle = lifecycle;
        this.wake = wake;
        this.meters = meters;
    }

    /** Checks the posts of a batch; the body becomes the notifications that are believed. */
    public List<Notification> check(@Body List<Exchange> records) {
        List<Notification> believed = new ArrayList<>();
        for (Exchange exchange : records) {
            switch (check.check(exchange.getMessage().getBody(byte[].class))) {
                case PostVerdict.Accepted accepted -> {
                    believed.addAll(accepted.notifications());
                    count("dropped", accepted.dropped().size());
                }
                case PostVerdict.Malformed malformed -> suspect(malformed.reason());
                case PostVerdict.Suspect suspect -> suspect(suspect.reason());
                case PostVerdict.Undecided undecided ->
                    throw new IllegalStateException("cannot check a notification yet: " + undecided.reason());
            }
        }
        count("accepted", believed.size());
        return believed;
    }

    /** Marks what the notifications are about. */
    public void mark(@Body List<Notification> notifications) {
        Set<String> named = new TreeSet<>();
        for (Notification notification : notifications) {
            switch (notification) {
                case Notification.Change change -> {
                    Matcher team = TEAM.matcher(change.resource());
                    if (team.find()) {
                        named.add(team.group(1).toLowerCase(Locale.ROOT));
                    }
                }
                case Notification.Lifecycle event -> lifecycle.accept(event);
            }
        }
        if (!named.isEmpty() && teams.doubt(named) > 0) {
            wake.run();
        }
    }

    /** Commits the offsets of the batch; until then it comes again. */
    public void commit(Exchange exchange) {
        exchange.getProperty("notificationRecords", List.of(), List.class).forEach(record -> commit(record));
    }

    private static void commit(Object record) {
        ((Exchange) record)
                .getMessage()
                .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                .commit();
    }

    private void suspect(String reason) {
        LOG.warn("Dropped a suspect post to the webhook reason={}", reason);
        count("suspect", 1);
    }

    private void count(String outcome, int notifications) {
        Counter.builder("tandem.graph.notifications")
                .description("Notifications of Microsoft Graph by what became of them")
                .tag("outcome", outcome)
                .register(meters)
                .increment(notifications);
    }
}
