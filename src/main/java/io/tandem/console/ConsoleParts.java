package io.tandem.console;

import io.tandem.model.SubscriptionBook;
import io.tandem.teams.HierarchyState;

/**
 * What the pages show besides the REST API's views, and what they do.
 *
 * @param canary how the canary fares
 * @param hierarchies what Teams may be told of where stores stand
 * @param explainer works out why
 * @param syncs makes keys due
 * @param budgets what other instances use too
 * @param drifts what people changed in Teams
 * @param steps which calls changed teams
 * @param runs how far work on many teams is
 * @param plans says what would be done
 * @param enabling whether anything is written
 * @param doctor looks for what is wrong
 */
public record ConsoleParts(
        StoreBoard board,
        TaskMap tasks,
        PersonViews people,
        SubscriptionBook subscriptions,
        CanaryView canary,
        HierarchyState hierarchies,
        Explainer explainer,
        Syncs syncs,
        Budgets budgets,
        Drifts drifts,
        StepLog steps,
        LongRuns runs,
        Plans plans,
        Enabling enabling,
        Doctor doctor) {}
