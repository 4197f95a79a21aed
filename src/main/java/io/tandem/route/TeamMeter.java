package io.tandem.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.tandem.teams.KnownTeam;
import io.tandem.teams.TeamNews;
import java.util.List;
import java.util.Locale;

/** Measures how long memberships take until they are seen, and counts what people changed in Teams. */
record TeamMeter(MeterRegistry meters) {

    /** A membership is there once it was read back, and not when Graph accepted it. */
    void measure(KnownTeam before, KnownTeam after, List<TeamNews> news) {
        after.becameVisible(before).forEach(Metric.MEMBERSHIP_SEEN.timer(meters)::record);
        for (TeamNews one : news) {
            switch (one) {
                case TeamNews.Drifted drifted -> count(drifted.change(), drifted.action());
                case TeamNews.Deviated deviated -> count(deviated.deviation(), deviated.action());
                case TeamNews.Provisioned made -> {
                    // Nobody changed anything.
                }
            }
        }
    }

    private void count(Enum<?> change, Enum<?> action) {
        Metric.DRIFT.counter(meters, word(change), word(action)).increment();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
