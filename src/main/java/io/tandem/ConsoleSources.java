package io.tandem;

import io.tandem.console.ConsoleParts;
import io.tandem.console.Explainer;
import io.tandem.jdbc.Database;
import java.time.Clock;
import java.time.Duration;

/** Where the pages of the console get what they show. */
record ConsoleSources(Settings settings, Database database, Clock clock) {

    /** @param wake is run when something was made due */
    ConsoleParts parts(Runnable wake) {
        Duration lease = settings.duration("tandem.work.lease");
        Explainer.Sources sources = new Explainer.Sources(
                database.teamState(clock, lease, false),
                database.taskState(clock, lease),
                database.people(),
                settings.teamPolicy(),
                new TaskSettings(settings).policy().ownership());
        return new ConsoleParts(
                database.storeBoard(),
                database.taskMap(),
                database.personViews(),
                database.subscriptions(),
                new Explainer(sources, clock),
                database.syncs(wake));
    }
}
