package io.tandem;

import io.tandem.console.ConsoleParts;
import io.tandem.console.Explainer;
import io.tandem.console.OpsServer;
import io.tandem.jdbc.ConsoleTables;
import io.tandem.jdbc.Database;
import java.time.Clock;
import java.time.Duration;

/** Where the pages of the console get what they show. */
record ConsoleSources(Settings settings, Database database, Clock clock) {

    /**
     * Adds pages to what is shown.
     *
     * @param wake is run when something was made due
     */
    OpsServer.Views views(OpsServer.Views views, Runnable wake) {
        return new OpsServer.Views(views.stores(), views.tasks(), views.holds(), views.letters(), parts(wake));
    }

    private ConsoleParts parts(Runnable wake) {
        Duration lease = settings.duration("tandem.work.lease");
        Explainer.Sources sources = new Explainer.Sources(
                database.teamState(clock, lease, false),
                database.taskState(clock, lease),
                database.people(),
                settings.teamPolicy(),
                new TaskSettings(settings).policy().ownership());
        ConsoleTables tables = database.consoleTables();
        return new ConsoleParts(
                tables.stores(),
                tables.tasks(),
                tables.people(),
                database.subscriptions(),
                tables.hierarchies(),
                new Explainer(sources, clock),
                tables.syncs(wake),
                tables.budgets());
    }
}
