package io.tandem;

import static io.tandem.GraphFaultsCall.ADD_MEMBERS;
import static io.tandem.GraphFaultsCall.AWAIT_TEAM;
import static io.tandem.GraphFaultsCall.CHANGE_ROLE;
import static io.tandem.GraphFaultsCall.CREATE_GROUP;
import static io.tandem.GraphFaultsCall.CREATE_TEAM;
import static io.tandem.GraphFaultsCall.FIND_GROUP;
import static io.tandem.GraphFaultsCall.FIND_MAPPED_TEAM;
import static io.tandem.GraphFaultsCall.PEOPLE_BY_ID;
import static io.tandem.GraphFaultsCall.PEOPLE_BY_NAME;
import static io.tandem.GraphFaultsCall.READ_ROSTER;
import static io.tandem.GraphFaultsCall.REMOVE_MEMBERS;
import static io.tandem.GraphFaultsCall.RENAME_TEAM;
import static io.tandem.GraphFaultsCall.TOKEN;
import static io.tandem.GraphFaultsStory.ADOPTION;
import static io.tandem.GraphFaultsStory.CHANGES;
import static io.tandem.GraphFaultsStory.HAND_OVER;
import static io.tandem.GraphFaultsStory.OPENING;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where something goes wrong.
 *
 * @param story what happens in Commerce
 * @param call the call that does not go as it should
 */
record GraphFaultsPoint(GraphFaultsStory story, GraphFaultsCall call) {

    /** {@return every call of every story, but for those that make no difference} */
    static List<GraphFaultsPoint> all() {
        return List.of(
                new GraphFaultsPoint(OPENING, TOKEN),
                new GraphFaultsPoint(OPENING, PEOPLE_BY_ID),
                new GraphFaultsPoint(OPENING, PEOPLE_BY_NAME),
                new GraphFaultsPoint(OPENING, FIND_GROUP),
                new GraphFaultsPoint(OPENING, CREATE_GROUP),
                new GraphFaultsPoint(OPENING, CREATE_TEAM),
                new GraphFaultsPoint(OPENING, AWAIT_TEAM),
                new GraphFaultsPoint(OPENING, ADD_MEMBERS),
                new GraphFaultsPoint(OPENING, READ_ROSTER),
                new GraphFaultsPoint(HAND_OVER, ADD_MEMBERS),
                new GraphFaultsPoint(HAND_OVER, READ_ROSTER),
                new GraphFaultsPoint(HAND_OVER, CHANGE_ROLE),
                new GraphFaultsPoint(HAND_OVER, REMOVE_MEMBERS),
                new GraphFaultsPoint(CHANGES, CHANGE_ROLE),
                new GraphFaultsPoint(CHANGES, REMOVE_MEMBERS),
                new GraphFaultsPoint(CHANGES, RENAME_TEAM),
                new GraphFaultsPoint(ADOPTION, FIND_MAPPED_TEAM));
    }

    /**
     * {@return those at which stories can be held up at once, each at another call: all of one story, but each by itself of which
     * every store waits for the answer}
     */
    static List<List<GraphFaultsPoint>> atOnce() {
        return List.copyOf(all().stream()
                .collect(Collectors.groupingBy(
                        point -> point.call().step().isPresent() ? point.story().name() : point.toString(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values());
    }

    @Override
    public String toString() {
        return story + " " + call;
    }
}
