package io.tandem;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who takes part in a story.
 *
 * @param store a store of which nobody has heard yet
 * @param people people of whom nobody has heard; the last one owns the team that exists already
 * @param existingTeam id of that team, empty when the story has none
 */
record GraphFaultsCast(String store, List<LandscapePerson> people, String existingTeam) {
    private static final AtomicInteger STORES = new AtomicInteger();
    private static final int PEOPLE = 26;

    static GraphFaultsCast of(GraphFaultsStory story, LandscapeGraph graph) {
        String store = nextStore();
        List<LandscapePerson> people = LandscapePerson.fresh(PEOPLE);
        boolean exists = story == GraphFaultsStory.ADOPTION;
        return new GraphFaultsCast(store, people, exists ? graph.makeTeam("Before " + store, people.getLast()) : "");
    }

    static String nextStore() {
        return "%06d".formatted(STORES.incrementAndGet());
    }

    String name() {
        return "Store " + store;
    }

    LandscapePerson person(int index) {
        return people.get(index);
    }

    Stream<LandscapePerson> some(int... indexes) {
        return IntStream.of(indexes).mapToObj(people::get);
    }
}
