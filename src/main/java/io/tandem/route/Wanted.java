package io.tandem.route;

import io.tandem.component.graph.webhook.SubscriptionWish;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that shall be.
 *
 * @param wish what Graph is asked for
 * @param terms a word for what cannot be changed later: one made on other terms is removed and made anew
 * @param certificate the label of the certificate it is encrypted for; empty = it is not
 * @param everywhere the resource of the whole tenant that this one is, or stands in for
 * @param team the team it is about; null = all teams
 */
record Wanted(
        SubscriptionWish wish,
        String terms,
        String certificate,
        String everywhere,
        @Nullable String team) {
    String resource() {
        return wish.resource();
    }

    boolean isOfTeam() {
        return team != null;
    }
}
