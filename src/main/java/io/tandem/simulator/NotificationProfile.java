package io.tandem.simulator;

import java.time.Duration;

/**
 * The switches of change notifications: what graph-contract 9 and 15 leave open, and how fast time passes for them.
 *
 * @param timeScale simulated seconds a second for everything that waits: latency, retries, slow and drop states, expiry, reminders
 * @param patience share of the deadlines of 3 and 10 seconds that an endpoint really gets; these follow no {@code timeScale}
 * @param maxNotificationDelay how long a change waits at most before it is sent
 * @param endpointToken how long an endpoint may be served without renewal or reauthorization, zero for ever (graph-contract 9.5)
 * @param tokenVersion version of validation tokens, 1 or 2 (graph-contract 9.6)
 * @param longExpirationStatus status when an expiration is too far away, 400, or 201 to shorten it (graph-contract 15 row 15)
 * @param missingLifecycleStatus status when a Teams resource lacks its lifecycle URL, 400, or 201 to accept it (row 16)
 * @param failedValidationCode error code when an endpoint does not pass its validation (row 17)
 * @param patchedUrlValidated whether a new URL is validated too (row 18)
 * @param directoryQuota subscriptions to groups and users of an application in a tenant (graph-contract 9.2)
 * @param teamsQuota subscriptions to Teams resources of an organization (graph-contract 9.2)
 */
public record NotificationProfile(
        double timeScale,
        double patience,
        Duration maxNotificationDelay,
        Duration endpointToken,
        int tokenVersion,
        int longExpirationStatus,
        int missingLifecycleStatus,
        String failedValidationCode,
        boolean patchedUrlValidated,
        int directoryQuota,
        int teamsQuota) {

    private static final NotificationProfile FAST = new NotificationProfile(
            1, 1, Duration.ZERO, Duration.ofHours(1), 2, 400, 400, "ValidationError", true, 100, 10_000);

    /** Refuses what can be no time scale, patience or token version. */
    public NotificationProfile {
        if (!(timeScale > 0 && patience > 0)) {
            throw new IllegalArgumentException("timeScale and patience must be above 0");
        }
        if (tokenVersion != 1 && tokenVersion != 2) {
            throw new IllegalArgumentException("tokenVersion must be 1 or 2, not " + tokenVersion);
        }
    }

    static NotificationProfile fast() {
        return FAST;
    }
}
