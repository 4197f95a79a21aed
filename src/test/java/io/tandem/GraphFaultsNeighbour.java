package io.tandem;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A healthy store beside the one in trouble: each turn brings it a new name and its second person another role. */
final class GraphFaultsNeighbour {
    private final String store = GraphFaultsCast.nextStore();
    private final List<LandscapePerson> people = LandscapePerson.fresh(2);
    private int turn;

    String store() {
        return store;
    }

    /** {@return what Commerce says of it first} */
    List<LandscapeEvent> opening() {
        List<LandscapeEvent> events = new ArrayList<>(List.of(LandscapeEvent.opened(store, name())));
        people.forEach(person -> {
            events.add(LandscapeEvent.hired(person));
            events.add(LandscapeEvent.assigned(person, store, "manager"));
        });
        return events;
    }

    /** {@return what Commerce says in the next turn; nobody new comes} */
    List<LandscapeEvent> news() {
        turn++;
        return List.of(
                LandscapeEvent.renamed(store, name()),
                LandscapeEvent.assigned(people.get(1), store, isLed() ? "manager" : "worker"));
    }

    /** {@return its team after this turn} */
    LandscapeTenant.Team expected() {
        String first = people.get(0).objectId();
        String second = people.get(1).objectId();
        return isLed()
                ? new LandscapeTenant.Team(name(), Set.of(first, second), Set.of())
                : new LandscapeTenant.Team(name(), Set.of(first), Set.of(second));
    }

    private boolean isLed() {
        return turn % 2 == 0;
    }

    private String name() {
        return "Neighbour " + store + " " + turn;
    }
}
