package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;

/** Signs tokens in the name of a simulator that it would never sign itself. */
public final class StolenKey {
    private static final String ID = "simulator-1";

    private final SigningKey key;

    /** Takes the key of the simulator that keeps its data there. */
    public StolenKey(Path data) throws GeneralSecurityException {
        this.key = new SigningKey(ID, Identity.open(data, Clock.systemUTC()).tokenKey());
    }

    /** {@return a token that differs from a genuine one in one claim, and is signed as well} */
    public String token(String genuine, String claim, Object value) {
        return key.token(claims(genuine).putPOJO(claim, value));
    }

    /** {@return a token that says the same as a genuine one, signed by somebody else in the name of its key} */
    public static String forged(String genuine) {
        return SigningKey.make(ID).token(claims(genuine));
    }

    private static ObjectNode claims(String token) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        } catch (IOException noJson) {
            throw new IllegalArgumentException(token, noJson);
        }
    }
}
