package io.tandem.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Every meter of Tandem. Dashboards and alarms hang on names and tags, so they stay; {@code src/main/docs/metrics.md} is made
 * from this list.
 */
public enum Metric {
    /** From the oldest record of a batch to its fold. */
    COMMERCE_DELAY(
            "tandem.commerce.delay",
            Meter.Type.TIMER,
            "",
            "From the time that Kafka gives the oldest record of a batch of commerce.events until the batch is folded"),
    /** Records of Commerce. */
    COMMERCE_EVENTS(
            "tandem.commerce.events",
            Meter.Type.COUNTER,
            "outcome",
            "Records of commerce.events by what became of them: applied, duplicate, stale, refused, echo"),
    /** Dead letters. */
    DEAD_LETTERS(
            "tandem.dead.letters",
            Meter.Type.GAUGE,
            "",
            "Dead letters that wait for somebody: neither sent again nor discarded nor superseded"),
    /** Changes that people made in Teams. */
    DRIFT(
            "tandem.drift",
            Meter.Type.COUNTER,
            "change,action",
            "What people changed in Teams (added, removed, promoted, demoted; renamed, made-public, archived, unarchived, deleted) by what"
                    + " is done about it: reported, put-back, remade"),
    /** From an event to a team or plan that is as it says. */
    FRESHNESS(
            "tandem.freshness",
            Meter.Type.TIMER,
            "kind,cause",
            "Until a key (store = a team, tasks = a plan, team = the team of the communications managers) is settled: since news"
                    + " of it were folded or noticed (cause news), or since its time came (cause time)"),
    /** How long the canary's notification took. */
    CANARY_DELAY(
            "tandem.graph.canary.delay",
            Meter.Type.TIMER,
            "",
            "From a change that was made to be notified of until the notification had come through Kafka"),
    /** Calls to Graph. */
    GRAPH_CALLS(
            "tandem.graph.calls",
            Meter.Type.TIMER,
            "method,path,answer",
            "Calls to Microsoft Graph by what they asked and how it was answered: success, throttled, rejected, unavailable"),
    /** How old the last notification is. */
    NOTIFICATION_AGE(
            "tandem.graph.notification.age",
            Meter.Type.GAUGE,
            "",
            "Seconds since the last notification of Microsoft Graph came"),
    /** Notifications. */
    NOTIFICATIONS(
            "tandem.graph.notifications",
            Meter.Type.COUNTER,
            "outcome",
            "Notifications of Microsoft Graph by what became of them: accepted, dropped, unopened, suspect, unread"),
    /** Subscriptions. */
    SUBSCRIPTIONS(
            "tandem.graph.subscriptions",
            Meter.Type.GAUGE,
            "",
            "Subscriptions to changes in Microsoft Graph that stand"),
    /** How long throttling makes wait. */
    THROTTLE_WAITS(
            "tandem.graph.throttle.waits",
            Meter.Type.TIMER,
            "method,path,by",
            "How long a call has to wait because its bucket is throttled: by graph (it answered so) or by tandem (kept back,"
                    + " because an earlier answer still holds)"),
    /** Why HQ made wait. */
    HQ_WAITS("tandem.hq.waits", Meter.Type.COUNTER, "outcome", "Calls that Commerce HQ put off, by why"),
    /** Records written to HQ. */
    HQ_WRITE_BACKS(
            "tandem.hq.write-backs",
            Meter.Type.COUNTER,
            "outcome",
            "Records of commerce.updates by what became of them at HQ"),
    /** Lag. */
    KAFKA_LAG("tandem.kafka.lag", Meter.Type.GAUGE, "topic", "Records of a topic that Tandem has not processed yet"),
    /** Keys by state. */
    KEYS(
            "tandem.keys",
            Meter.Type.GAUGE,
            "kind,state",
            "Keys (store = a team, tasks = a plan, team = the team of the communications managers) by what is done with them:"
                    + " due, working, waiting (for their time), failed (waiting for another try), parked (no more tried, or in"
                    + " hours), settled"),
    /** The oldest due key. */
    KEYS_OLDEST(
            "tandem.keys.oldest",
            Meter.Type.GAUGE,
            "kind",
            "Seconds for which the longest waiting key has been due without being worked on"),
    /** From the write of a membership to its sight. */
    MEMBERSHIP_SEEN(
            "tandem.membership.seen",
            Meter.Type.TIMER,
            "",
            "From the moment that Graph accepted a membership, or a role, until it was read back from the team"),
    /** The rate that Planner stands. */
    PLANNER_RATE("tandem.planner.rate", Meter.Type.GAUGE, "", "Calls a second that Planner seems to stand"),
    /** Waits for Planner. */
    PLANNER_WAITS(
            "tandem.planner.waits",
            Meter.Type.TIMER,
            "for",
            "How long a call to Planner waited for its turn, so that Planner is not asked more than it stands: a write or a"
                    + " look"),
    /** How late a change was noticed. */
    SEEN_DELAY(
            "tandem.seen.delay",
            Meter.Type.TIMER,
            "source",
            "How long ago a change that was noticed may have been made, at the most: teams = since the notification came,"
                    + " planner = since the look before"),
    /** Where stores stand. */
    STANDING(
            "tandem.standing",
            Meter.Type.GAUGE,
            "kind,state",
            "Stores by where their teams (kind store) and their tasks (kind tasks) stand: inSync, working, waiting, held,"
                    + " failed; and so the communications managers (kind team)"),
    /** What waits to be sent. */
    UPDATES_WAITING(
            "tandem.updates.waiting", Meter.Type.GAUGE, "", "Updates for Commerce that Kafka does not have yet"),
    /** Answers of the webhook. */
    WEBHOOK_ANSWERS(
            "tandem.webhook.answers",
            Meter.Type.TIMER,
            "status",
            "How long a post to the webhook took from the whole post to the answer, by status"),
    /** What never came to the route. */
    WEBHOOK_REFUSALS(
            "tandem.webhook.refusals",
            Meter.Type.COUNTER,
            "reason",
            "Requests to the webhook that no route saw: elsewhere, method, too-long, not-ready; and connections that were cut"
                    + " off because they brought nothing for too long or were too many: cut-off");

    private static final Duration[] STEPS = {
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(4)
    };

    private final String id;
    private final Meter.Type type;
    private final String tags;
    private final String meaning;

    Metric(String id, Meter.Type type, String tags, String meaning) {
        this.id = id;
        this.type = type;
        this.tags = tags;
        this.meaning = meaning;
    }

    /** {@return the name by Micrometer, {@code tandem.graph.calls}} */
    public String id() {
        return id;
    }

    /** {@return counter, gauge or timer} */
    public Meter.Type type() {
        return type;
    }

    /** {@return the names of its tags; a meter always has all of them} */
    public List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(",", -1));
    }

    /** {@return one sentence without its full stop} */
    public String meaning() {
        return meaning;
    }

    /** {@return seconds for timers and ages, else nothing} */
    public String unit() {
        return switch (this) {
            case KEYS_OLDEST, NOTIFICATION_AGE -> "seconds";
            default -> type == Meter.Type.TIMER ? "seconds" : "";
        };
    }

    /** {@return whether buckets are published, so that quantiles can be taken over all instances} */
    public boolean hasBuckets() {
        return switch (this) {
            case COMMERCE_DELAY, FRESHNESS, MEMBERSHIP_SEEN, SEEN_DELAY, THROTTLE_WAITS, WEBHOOK_ANSWERS -> true;
            default -> false;
        };
    }

    /** {@return the counter with these values of its tags, in their order} */
    public Counter counter(MeterRegistry meters, String... values) {
        require(Meter.Type.COUNTER);
        return Counter.builder(id).description(meaning).tags(tagged(values)).register(meters);
    }

    /** {@return the timer with these values of its tags, in their order} */
    public Timer timer(MeterRegistry meters, String... values) {
        require(Meter.Type.TIMER);
        Timer.Builder timer = Timer.builder(id).description(meaning).tags(tagged(values));
        return (hasBuckets() ? timer.serviceLevelObjectives(STEPS) : timer).register(meters);
    }

    /** Shows a value that is asked for again and again; it must cost next to nothing. */
    public void gauge(MeterRegistry meters, Supplier<Number> value, String... values) {
        require(Meter.Type.GAUGE);
        Gauge.builder(id, value)
                .description(meaning)
                .tags(tagged(values))
                .baseUnit(unit().isEmpty() ? null : unit())
                .strongReference(true)
                .register(meters);
    }

    private void require(Meter.Type asked) {
        if (type != asked) {
            throw new IllegalStateException(id + " is a " + type);
        }
    }

    private Tags tagged(String... values) {
        List<String> names = tags();
        if (names.size() != values.length) {
            throw new IllegalArgumentException(id + " has the tags " + names + ", not " + values.length);
        }
        return Tags.of(IntStream.range(0, values.length)
                .mapToObj(at -> Tag.of(names.get(at), values[at]))
                .toList());
    }
}
