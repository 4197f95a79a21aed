package io.tandem.console;

import io.tandem.model.SubscriptionBook;

/**
 * What the pages show besides the REST API's views, and what they do.
 *
 * @param explainer works out why
 * @param syncs makes keys due
 */
public record ConsoleParts(
        StoreBoard board,
        TaskMap tasks,
        PersonViews people,
        SubscriptionBook subscriptions,
        Explainer explainer,
        Syncs syncs) {}
