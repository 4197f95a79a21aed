package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.tandem.route.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@BesideOthers
@ExtendWith(Landscape.Provider.class)
class MetricsIT {
    private static final Map<String, Metric> LIST =
            Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::id, Function.identity()));

    private final LandscapeSite site;

    MetricsIT(Landscape landscape) {
        this.site = landscape.site("metrics" + GraphFaultsCast.nextStore(), "fast,maxLatency=PT0.05S");
    }

    @Test
    void tellHowFreshTheTeamsAreAndWhatIsLeftToDo() {
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        String store = GraphFaultsCast.nextStore();
        try (Tandem tandem = site.start()) {
            site.publish(List.of(
                    LandscapeEvent.opened(store, "Store " + store),
                    LandscapeEvent.hired(manager),
                    LandscapeEvent.assigned(manager, store, "manager")));

            await().atMost(Duration.ofSeconds(60)).until(() -> site.state(store).equals("inSync"));
            await("the gauges are looked up anew")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> {
                        assertThat(value(tandem, "tandem.standing", "kind", "store", "state", "inSync"))
                                .isEqualTo(1);
                        assertThat(value(tandem, "tandem.keys", "kind", "store", "state", "due"))
                                .isZero();
                        assertThat(value(tandem, "tandem.kafka.lag")).isZero();
                        assertThat(value(tandem, "tandem.dead.letters")).isZero();
                    });
            assertThat(tandem.meters()
                            .get("tandem.freshness")
                            .tags("kind", "store", "cause", "news")
                            .timer())
                    .satisfies(timer -> assertThat(timer.count()).isPositive())
                    .satisfies(timer -> assertThat(timer.max(java.util.concurrent.TimeUnit.SECONDS))
                            .isBetween(0.05, 60.0));
            assertThat(tandem.meters().get("tandem.commerce.delay").timer().count())
                    .isPositive();
            assertThat(tandem.pulse().metrics())
                    .contains("tandem_freshness_seconds_bucket{cause=\"news\",kind=\"store\"")
                    .contains("tandem_keys_oldest_seconds{kind=\"tasks\"}");
            assertThat(Pattern.compile("(?m)^tandem_\\w+")
                            .matcher(tandem.pulse().metrics())
                            .results())
                    .extracting(MatchResult::group)
                    .hasSizeGreaterThan(50)
                    .allMatch(MetricsPage.names()::contains);
            assertThat(tandem.meters().getMeters())
                    .filteredOn(meter -> meter.getId().getName().startsWith("tandem"))
                    .allSatisfy(MetricsIT::isInTheList);
        }
    }

    private static double value(Tandem tandem, String name, String... tags) {
        return tandem.meters().get(name).tags(tags).gauge().value();
    }

    private static void isInTheList(Meter meter) {
        assertThat(LIST).containsKey(meter.getId().getName());
        Metric metric = Objects.requireNonNull(LIST.get(meter.getId().getName()));
        assertThat(meter.getId().getType()).isEqualTo(metric.type());
        assertThat(meter.getId().getTags()).extracting(Tag::getKey).containsExactlyInAnyOrderElementsOf(metric.tags());
    }
}
