package io.tandem;

import io.tandem.route.DriftSweep;
import io.tandem.teams.Profile;
import io.tandem.teams.TeamPolicy;
import java.time.Duration;

/**
 * What becomes of teams of closed stores and of those that somebody deleted or changed.
 *
 * @param settings all settings
 */
record LifeSettings(Settings settings) {
    private static final int MOST_DAYS = 3650;
    private static final String CRON = "tandem.drift.cron";

    void check() {
        life();
        drift();
    }

    TeamPolicy.Life life() {
        return new TeamPolicy.Life(
                archiveAfter(),
                settings.choice("tandem.teams.deleted", TeamPolicy.Deleted.class),
                settings.choice("tandem.teams.visibility", Profile.Policy.class));
    }

    /** Dates act on days, so it has to be whole ones. */
    private int archiveAfter() {
        String key = "tandem.teams.archive-after";
        Duration duration = settings.duration(key);
        if (!duration.equals(Duration.ofDays(duration.toDays())) || duration.toDays() > MOST_DAYS) {
            throw settings.wrong(key, "a number of whole days such as 30d, 3650d at most", null);
        }
        return Math.toIntExact(duration.toDays());
    }

    /** {@return when all teams are read, and how fast} */
    DriftSweep.Settings drift() {
        String nightly = settings.optional(CRON);
        try {
            return new DriftSweep.Settings(
                    settings.flag("tandem.enabled"),
                    nightly == null ? null : DriftSweep.Settings.nightly(nightly),
                    settings.positive("tandem.drift.teams-per-second"));
        } catch (IllegalArgumentException noCron) {
            throw settings.wrong(CRON, "a cron expression of Quartz such as 0 0 2 * * ?", noCron);
        }
    }
}
