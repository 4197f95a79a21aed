package io.tandem.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who a worker is in Microsoft Entra. The object id wins over the user principal name (commerce-contract 3.2).
 *
 * @param objectId object id of the user, a GUID in lower case, or null
 * @param userPrincipalName sign-in name in lower case, or null
 */
public record Identity(@Nullable String objectId, @Nullable String userPrincipalName) {
    private static final Identity NONE = new Identity(null, null);

    /** Both parts are compared without regard to case, as Entra does. */
    public Identity {
        objectId = lower(objectId);
        userPrincipalName = lower(userPrincipalName);
    }

    /** {@return the identity of a worker who is not linked to Entra} */
    public static Identity none() {
        return NONE;
    }

    /** {@return whether there is anything to look the person up by} */
    public boolean isLinked() {
        return objectId != null || userPrincipalName != null;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip().toLowerCase(Locale.ROOT);
    }
}
