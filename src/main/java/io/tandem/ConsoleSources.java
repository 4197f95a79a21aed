package io.tandem;

import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.console.ConsoleParts;
import io.tandem.console.Enabling;
import io.tandem.console.Explainer;
import io.tandem.console.MappingParts;
import io.tandem.console.OpsServer;
import io.tandem.console.Plans;
import io.tandem.jdbc.ConsoleTables;
import io.tandem.jdbc.Database;
import io.tandem.route.TeamSearch;
import io.tandem.teams.MappingDesk;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/** Where the pages of the console get what they show. */
record ConsoleSources(Settings settings, Database database, DoctorParts outside, Clock clock) {

    /**
     * Adds pages to what is shown.
     *
     * @param wake is run when something was made due
     */
    OpsServer.Views views(OpsServer.Views views, Runnable wake) {
        return views.with(parts(views, wake));
    }

    /** {@return what existing teams are adopted with, of which Graph is asked} */
    MappingParts mappings(Function<GraphRequest, GraphAnswer> graph, Runnable wake) {
        return new MappingParts(
                new MappingDesk(database.mappings(clock), new TeamSearch(graph), settings.teamPolicy()), wake);
    }

    private Plans plans() {
        return new Plans(
                new Plans.Sources(database.teamSurvey(), database.people(), settings.teamPolicy(), settings.brake()),
                clock);
    }

    private ConsoleParts parts(OpsServer.Views views, Runnable wake) {
        Duration lease = settings.duration("tandem.work.lease");
        Explainer.Sources sources = new Explainer.Sources(
                database.teamState(clock, lease, false),
                database.teamSurvey(),
                database.taskState(clock, lease),
                database.people(),
                settings.teamPolicy(),
                new TaskSettings(settings).policy().ownership());
        Plans plans = plans();
        Enabling enabling = new Enabling(settings.flag("tandem.enabled"), database.masterSwitch(), wake);
        ConsoleTables tables = database.consoleTables();
        return new ConsoleParts(
                tables.stores(),
                tables.tasks(),
                tables.people(),
                database.subscriptions(),
                new WebhookSettings(settings).canaryView(database.canaries()),
                tables.hierarchies(),
                new Explainer(sources, clock),
                tables.syncs(wake),
                tables.budgets(),
                database.drifts(clock),
                tables.steps(),
                tables.runs(clock),
                plans,
                enabling,
                outside.doctor().with(views, outside.pulse(), plans, enabling, tables.hierarchies()));
    }
}
