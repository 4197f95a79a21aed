package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tokens that prove where a rich notification comes from (graph-contract 9.6). Their times are those of the clock, whatever the
 * {@link Pace}, since receivers compare them with their own.
 */
final class ValidationTokens {
    /** Application id of Microsoft Graph Change Tracking. */
    static final String CHANGE_TRACKING = "0bf30f3b-4a52-48df-9a82-234910c4a086";

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration LEEWAY = Duration.ofMinutes(5);

    private final World world;
    private final Clock clock;
    private final SigningKey first;

    ValidationTokens(World world, Clock clock, SigningKey first) {
        this.world = world;
        this.clock = clock;
        this.first = first;
    }

    String issue(String audience) {
        Instant now = clock.instant();
        boolean v1 = world.profile().notifications().tokenVersion() == 1;
        ObjectNode claims = Json.object()
                .put("aud", audience)
                .put("iss", issuer(v1, Simulator.TENANT_ID))
                .put("iat", now.getEpochSecond())
                .put("nbf", now.minus(LEEWAY).getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond())
                .put(v1 ? "appid" : "azp", CHANGE_TRACKING)
                .put("tid", Simulator.TENANT_ID)
                .put("uti", UUID.randomUUID().toString())
                .put("ver", v1 ? "1.0" : "2.0");
        return keys().getLast().token(claims);
    }

    /** Signs with a new key from now on. The last one stays published, older ones do not. */
    String rotate() {
        SigningKey made = SigningKey.make("notifications-" + UUID.randomUUID());
        world.ledger().commit(new Change.KeyMade(made.id(), made.encoded()));
        return made.id();
    }

    /** The published keys as a JSON Web Key Set. */
    ObjectNode keySet() {
        List<SigningKey> keys = keys();
        ObjectNode set = Json.object();
        ArrayNode list = set.putArray("keys").add(first.publicKey());
        keys.subList(Math.max(1, keys.size() - 2), keys.size()).forEach(key -> list.add(key.publicKey()));
        return set;
    }

    static String issuer(boolean v1, String tenant) {
        return v1 ? "https://sts.windows.net/" + tenant + "/" : "https://login.microsoftonline.com/" + tenant + "/v2.0";
    }

    private List<SigningKey> keys() {
        List<SigningKey> keys = new ArrayList<>(List.of(first));
        world.tenant().notifications().keys().forEach(made -> keys.add(SigningKey.restore(made.id(), made.key())));
        return keys;
    }
}
