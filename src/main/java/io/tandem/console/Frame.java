package io.tandem.console;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is around the content of every page.
 *
 * @param title of the page
 * @param section which entry of the navigation it belongs to
 * @param reader who looks at it
 * @param url path and query, from which its live part is read again
 * @param at when it was made
 */
record Frame(
        String title, Section section, Reader reader, Assets assets, Vitals.Health health, String url, Instant at) {

    /** Entries of the navigation. */
    enum Section {
        OVERVIEW("/", "Overview"),
        STORES("/stores", "Stores"),
        TASKS("/tasks", "Tasks"),
        HIERARCHY("/hierarchy", "Hierarchy"),
        HOLDS("/holds", "Holds"),
        DEAD_LETTERS("/dead-letters", "Dead letters"),
        ACTIVITY("/activity", "Activity"),
        EXPLAIN("/explain", "Explain"),
        NONE("", "");

        private final String path;
        private final String word;

        Section(String path, String word) {
            this.path = path;
            this.word = word;
        }

        String path() {
            return path;
        }

        String word() {
            return word;
        }
    }

    /**
     * Who looks at a page.
     *
     * @param csrf goes with every form; empty without a session
     */
    record Reader(String name, String role, boolean operator, String csrf) {
        static Reader of(RoutingContext context) {
            Caller caller = Caller.of(context);
            return new Reader(
                    caller.name(),
                    caller.role().word(),
                    caller.may(Caller.Role.OPERATOR),
                    Session.of(context).map(Session::csrf).orElse(""));
        }
    }

    String asset(String name) {
        return assets.path(name);
    }

    String ago(@Nullable Instant then) {
        return Wording.ago(then, at);
    }
}
