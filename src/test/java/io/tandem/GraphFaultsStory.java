package io.tandem;

import static io.tandem.LandscapeEvent.assigned;
import static io.tandem.LandscapeEvent.hired;
import static io.tandem.LandscapeEvent.hiredByName;
import static io.tandem.LandscapeEvent.mapped;
import static io.tandem.LandscapeEvent.opened;
import static io.tandem.LandscapeEvent.renamed;
import static io.tandem.LandscapeEvent.terminated;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What happens to a store: how it was, what Commerce says, and what the team must be in the end. */
enum GraphFaultsStory {

    /** A store opens with more people than the creation of a group can take, one of them known by name only. */
    OPENING {
        @Override
        List<LandscapeEvent> before(GraphFaultsCast cast) {
            return List.of();
        }

        @Override
        List<LandscapeEvent> news(GraphFaultsCast cast) {
            List<LandscapeEvent> news = new ArrayList<>(List.of(opened(cast.store(), cast.name())));
            cast.people().forEach(person -> {
                news.add(person.equals(cast.person(24)) ? hiredByName(person) : hired(person));
                news.add(assigned(person, cast.store(), person.equals(cast.person(0)) ? "manager" : "worker"));
            });
            return news;
        }

        @Override
        LandscapeTenant.Team expected(GraphFaultsCast cast) {
            return team(cast.name(), cast.some(0), cast.people().stream().skip(1));
        }
    },

    /** Both managers go, one to the sales floor and one for good, and a new one comes. */
    HAND_OVER {
        @Override
        List<LandscapeEvent> before(GraphFaultsCast cast) {
            return staffed(cast, "manager", "manager", "worker");
        }

        @Override
        List<LandscapeEvent> news(GraphFaultsCast cast) {
            return List.of(
                    terminated(cast.person(0)),
                    assigned(cast.person(1), cast.store(), "worker"),
                    hired(cast.person(3)),
                    assigned(cast.person(3), cast.store(), "manager"));
        }

        @Override
        LandscapeTenant.Team expected(GraphFaultsCast cast) {
            return team(cast.name(), cast.some(3), cast.some(1, 2));
        }
    },

    /** A worker is promoted, another one leaves, and the store gets a new name. */
    CHANGES {
        @Override
        List<LandscapeEvent> before(GraphFaultsCast cast) {
            return staffed(cast, "manager", "worker", "worker", "worker");
        }

        @Override
        List<LandscapeEvent> news(GraphFaultsCast cast) {
            return List.of(
                    assigned(cast.person(1), cast.store(), "manager"),
                    terminated(cast.person(2)),
                    renamed(cast.store(), "New " + cast.name()));
        }

        @Override
        LandscapeTenant.Team expected(GraphFaultsCast cast) {
            return team("New " + cast.name(), cast.some(0, 1), cast.some(3));
        }
    },

    /** A store opens that has a team already; somebody who is not in Commerce owns it. */
    ADOPTION {
        @Override
        List<LandscapeEvent> before(GraphFaultsCast cast) {
            return List.of();
        }

        @Override
        List<LandscapeEvent> news(GraphFaultsCast cast) {
            List<LandscapeEvent> news = new ArrayList<>(staffed(cast, "manager", "worker"));
            news.add(mapped(cast.store(), cast.existingTeam()));
            return news;
        }

        @Override
        LandscapeTenant.Team expected(GraphFaultsCast cast) {
            return team(cast.name(), cast.some(0, cast.people().size() - 1), cast.some(1));
        }
    };

    /** {@return what Commerce said long ago} */
    abstract List<LandscapeEvent> before(GraphFaultsCast cast);

    /** {@return what Commerce says now} */
    abstract List<LandscapeEvent> news(GraphFaultsCast cast);

    /** {@return the team in the end} */
    abstract LandscapeTenant.Team expected(GraphFaultsCast cast);

    private static List<LandscapeEvent> staffed(GraphFaultsCast cast, String... roles) {
        List<LandscapeEvent> events = new ArrayList<>(List.of(opened(cast.store(), cast.name())));
        for (int i = 0; i < roles.length; i++) {
            events.add(hired(cast.person(i)));
            events.add(assigned(cast.person(i), cast.store(), roles[i]));
        }
        return events;
    }

    private static LandscapeTenant.Team team(
            String name, Stream<LandscapePerson> owners, Stream<LandscapePerson> members) {
        return new LandscapeTenant.Team(name, ids(owners), ids(members));
    }

    private static Set<String> ids(Stream<LandscapePerson> people) {
        return people.map(LandscapePerson::objectId).collect(toSet());
    }
}
