package io.tandem.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.cli.Deed.Kind;
import io.tandem.cli.Deed.Named;
import io.tandem.cli.UpdatesReader.Update;

/** Deeds of people and messages on them, for tests. */
final class Deeds {
    private Deeds() {}

    static Deed deed(Kind kind) {
        return new Deed(
                kind,
                "000135",
                "San Francisco",
                "team",
                "chris",
                "Chris Naidoo",
                "process/000135/windows",
                kind == Kind.MADE || kind == Kind.ADDED ? "" : "planner-" + kind,
                "Dress the windows",
                kind == Kind.ADDED ? new Named("robin", "Robin Roy") : Named.NOTHING,
                "2026-11-22T12:00:00Z");
    }

    /** The one message that Commerce has to get of a deed, which has to be of a kind that is told. */
    static Update message(Deed deed) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("storeNumber", deed.store());
        if (deed.kind() == Kind.ADDED) {
            return new Update(
                    deed.kind().told(), data.put("userId", deed.object().id()));
        }
        data.put("title", deed.title()).put("status", deed.kind().status());
        data.put("plannerTaskId", deed.kind() == Kind.MADE ? "new" : deed.plannerTaskId());
        return new Update(deed.kind().told(), data);
    }
}
