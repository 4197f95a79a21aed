package io.tandem.console;

import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Objects;

/**
 * Who asks the ops side for something.
 *
 * @param name what the audit log calls the caller
 * @param role what the caller may do
 */
public record Caller(String name, Role role) {
    private static final String KEY = "caller";

    /** What somebody may do; each role may do what those before it may. */
    public enum Role {
        /** Reads; what identifies people is masked, and the texts of tasks, which may. */
        VIEWER,
        /** Reads all, and changes. */
        OPERATOR;

        /** {@return its name in configuration, answers and logs} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@return whoever was let in to ask this} */
    static Caller of(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY), "nobody was let in");
    }

    /** Lets the caller in. */
    void enter(RoutingContext context) {
        context.put(KEY, this);
    }

    boolean may(Role wanted) {
        return role.compareTo(wanted) >= 0;
    }
}
