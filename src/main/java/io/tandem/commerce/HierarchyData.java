package io.tandem.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.model.Hierarchy;
import io.tandem.model.OrgNode;
import io.tandem.model.StoreNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads and writes what is told of hierarchies. A hierarchy is one fact: it is always told as a whole. */
final class HierarchyData {
    private static final String PURPOSES = "purposes";
    private static final String NODES = "nodes";

    private HierarchyData() {}

    static CommerceEvent published(EventData data) {
        return new CommerceEvent.HierarchyPublished(
                data.header(), data.mandatoryText("name"), purposes(data.data()), nodes(data.data()));
    }

    static ObjectNode json(CommerceEvent.HierarchyPublished event) {
        ObjectNode told = FactSheet.object();
        ArrayNode purposes = told.putArray(PURPOSES);
        event.purposes().forEach(purposes::add);
        ArrayNode nodes = told.putArray(NODES);
        event.nodes()
                .forEach(node -> nodes.addObject()
                        .put("id", node.id())
                        .put("name", node.name())
                        .put("parentId", node.parentId())
                        .put(
                                "storeNumber",
                                node.store() == null ? null : node.store().value()));
        return told;
    }

    /** {@return the hierarchy that a fact tells of, empty when it tells of something else} */
    static Optional<Hierarchy> read(Fact fact) {
        if (!fact.subject().startsWith(Subjects.HIERARCHY) || !fact.field().equals(FactFields.PUBLISHED)) {
            return Optional.empty();
        }
        JsonNode told = SubjectFacts.json(fact);
        String name = fact.subject().substring(Subjects.HIERARCHY.length());
        return SubjectFacts.readable(
                told,
                json -> new Hierarchy(
                        name, purposes(json), nodes(json), fact.stamp().time()));
    }

    private static List<String> purposes(JsonNode told) {
        return elements(told, PURPOSES, JsonNode::textValue);
    }

    private static List<OrgNode> nodes(JsonNode told) {
        return elements(
                told,
                NODES,
                node -> new OrgNode(
                        node.required("id").textValue(),
                        node.required("name").textValue(),
                        EventData.text(node, "parentId").orElse(null),
                        EventData.text(node, "storeNumber")
                                .map(StoreNumber::new)
                                .orElse(null)));
    }

    private static <T> List<T> elements(JsonNode told, String field, Function<JsonNode, T> reader) {
        Stream<JsonNode> elements = StreamSupport.stream(told.path(field).spliterator(), false);
        return elements.map(reader).toList();
    }
}
