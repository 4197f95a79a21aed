package io.tandem.embedded;

import static io.tandem.embedded.SampleEvent.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.embedded.SampleStore.Place;
import java.util.stream.Stream;

/**
 * What Commerce tells of the stores and of the trees they stand in.
 *
 * @param calendar the days
 */
record SampleStoreStory(SampleCalendar calendar) {
    private static final String HQ = "GLOBAL";

    SampleEvent opened(SampleStore store) {
        ObjectNode data = about(store)
                .put("name", store.openedAs())
                .put("legalEntity", store.entity())
                .put("operatingUnitNumber", store.unit().operatingUnit())
                .put("channelId", store.unit().channel())
                .put("timeZone", store.place().zone());
        data.set("address", address(store.place()));
        data.put("openedOn", openedOn(store));
        return event("store.opened", store, data);
    }

    SampleEvent renamed(SampleStore store) {
        return event("store.updated", store, about(store).put("name", store.name()));
    }

    SampleEvent closed(SampleStore store) {
        return event("store.closed", store, about(store).put("closedOn", calendar.dayAfter(SamplePhase.STORES_CLOSED)));
    }

    /** One tree for tasks, with the closed stores still in it, and one that has nothing to do with them. */
    Stream<SampleEvent> hierarchies(SampleCast cast) {
        return Stream.of(storesByRegion(cast), procurement());
    }

    private static SampleEvent storesByRegion(SampleCast cast) {
        ObjectNode data = json().put("name", "Retail Stores by Region");
        data.putArray("purposes").add("Retail reporting");
        ArrayNode nodes = data.putArray("nodes");
        node(nodes, "CONTOSO", "Contoso");
        node(nodes, "INRT", "Contoso Entertainment System India").put("parentId", "CONTOSO");
        node(nodes, "FRRT", "Contoso Retail FR").put("parentId", "CONTOSO");
        node(nodes, "RURT", "Contoso Retail RUS").put("parentId", "CONTOSO");
        node(nodes, "USRT", "Contoso Retail USA").put("parentId", "CONTOSO");
        cast.stores()
                .forEach(store -> node(nodes, "STORE-" + store.number(), store.name())
                        .put("parentId", store.entity())
                        .put("storeNumber", store.number()));
        return new SampleEvent("hierarchy.published", "hierarchy/Retail Stores by Region", HQ, data);
    }

    private static SampleEvent procurement() {
        ObjectNode data = json().put("name", "Procurement");
        data.putArray("purposes").add("Procurement internal control");
        node(data.putArray("nodes"), "BUYING", "Contoso Buying");
        return new SampleEvent("hierarchy.published", "hierarchy/Procurement", HQ, data);
    }

    private static ObjectNode node(ArrayNode nodes, String id, String name) {
        return nodes.addObject().put("id", id).put("name", name);
    }

    private static SampleEvent event(String type, SampleStore store, ObjectNode data) {
        return new SampleEvent(type, "store/" + store.number(), store.entity(), data);
    }

    private static ObjectNode about(SampleStore store) {
        return json().put("storeNumber", store.number());
    }

    private static ObjectNode address(Place place) {
        return json().put("street", place.street())
                .put("city", place.city())
                .put("state", place.state())
                .put("postalCode", place.postalCode())
                .put("country", place.country());
    }

    private String openedOn(SampleStore store) {
        int spread = Integer.parseInt(store.number()) % 5000 * 53 % 5000;
        return calendar.day(-400 - spread);
    }
}
