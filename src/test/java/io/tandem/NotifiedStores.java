package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stores in whose teams people do things by hand, and what became known of it.
 *
 * @param site where they are
 * @param stores their numbers; each has one manager and a team
 */
record NotifiedStores(LandscapeSite site, List<String> stores) {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The tenant has one to teams and one to their members. */
    static final int SUBSCRIPTIONS = 2;

    /** Somebody who was added to the team of a store by hand. */
    record Stranger(String store, String user) {
        String finding() {
            return "user " + user + " was added in Teams by hand and is left there";
        }

        /** {@return what Commerce is to be told} */
        boolean isIn(String update) {
            return update.contains("io.tandem.teams.membership.drifted")
                    && update.contains("\"storeNumber\":\"" + store + "\"")
                    && update.contains("\"userId\":\"" + user + "\"");
        }
    }

    /** Opens stores and waits until they have their teams and Graph notifies of them. */
    static NotifiedStores open(LandscapeSite site, int count) {
        List<String> stores =
                Stream.generate(GraphFaultsCast::nextStore).limit(count).toList();
        site.publish(stores.stream().flatMap(NotifiedStores::opening).toList());
        await().atMost(PATIENCE)
                .until(() -> site.sql("select count(*) from subscription where subscription_id is not null")
                                .equals(String.valueOf(SUBSCRIPTIONS))
                        && stores.stream().allMatch(store -> site.state(store).equals("inSync")));
        return new NotifiedStores(site, stores);
    }

    private static Stream<LandscapeEvent> opening(String store) {
        LandscapePerson manager = LandscapePerson.fresh(1).getFirst();
        return Stream.of(
                LandscapeEvent.opened(store, "Store " + store),
                LandscapeEvent.hired(manager),
                LandscapeEvent.assigned(manager, store, "manager"));
    }

    String team(int store) {
        return site.graph().tenant().groups(stores.get(store)).getFirst();
    }

    /** Adds somebody to a team by hand. */
    Stranger addStranger(int store) {
        LandscapePerson person = LandscapePerson.fresh(1).getFirst();
        site.graph().addMember(team(store), person);
        return new Stranger(stores.get(store), person.objectId());
    }

    /** Waits until all of them are known. */
    void awaitFound(Duration within, List<Stranger> strangers) {
        await().atMost(within)
                .untilAsserted(() -> assertThat(strangers)
                        .allSatisfy(stranger ->
                                assertThat(site.findings(stranger.store())).contains(stranger.finding())));
    }

    /** Waits until Commerce was told of each of them, and sees to it that it is told of nothing twice. */
    void awaitToldOnce(Duration calm, List<Stranger> strangers) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drifts()).hasSizeGreaterThanOrEqualTo(strangers.size()));
        await().during(calm)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drifts())
                        .hasSameSizeAs(strangers)
                        .allMatch(update -> strangers.stream().anyMatch(stranger -> stranger.isIn(update)))
                        .doesNotHaveDuplicates());
        assertThat(strangers).allMatch(stranger -> drifts().stream().anyMatch(stranger::isIn));
        assertThat(site.deadLetters()).as("dead letters").isZero();
    }

    private List<String> drifts() {
        return site.updates().stream()
                .filter(update -> update.contains("membership.drifted"))
                .toList();
    }
}
