package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.Settings;
import io.tandem.model.TaskStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;

/** The people of the demo's stores: in Teams and Planner by Microsoft Graph, at the point of sale by events of Commerce. */
final class StorePeople implements AutoCloseable {
    private final HttpClient http;
    private final URI graph;
    private final String tenant;
    private final Headquarters headquarters;
    private final Publisher commerce;

    StorePeople(HttpClient http, Settings settings, Headquarters headquarters) {
        this.http = http;
        this.graph = URI.create(settings.text("tandem.graph.base-uri"));
        this.tenant = settings.text("tandem.graph.tenant");
        this.headquarters = headquarters;
        this.commerce = new Publisher(settings, settings.text("tandem.topics.commerce-events"));
    }

    /** Does the deeds that are not done yet; a kill in between is no harm, because people look before they act. */
    void act(DeedBook book) throws IOException, InterruptedException {
        for (Deed deed : book.open()) {
            act(deed);
            book.tick();
        }
    }

    private void act(Deed deed) throws IOException, InterruptedException {
        GraphPerson person = person(deed);
        switch (deed.kind()) {
            case COMPLETED -> person.progresses(deed.plannerTaskId(), 100);
            case STARTED -> person.progresses(deed.plannerTaskId(), 50);
            case DELETED -> person.deletes(deed.plannerTaskId());
            case MADE -> person.makes(deed.team(), deed.title());
            case RENAMED -> person.renames(deed.plannerTaskId(), deed.object().name());
            case ADDED -> person.adds(deed.team(), deed.object().id());
            case AT_THE_TILL -> {
                headquarters.note(deed.taskId(), TaskStatus.COMPLETED.word());
                publish(deed, TaskStatus.COMPLETED);
            }
            case CLASHED -> {
                headquarters.note(deed.taskId(), TaskStatus.IN_PROGRESS.word());
                person.progresses(deed.plannerTaskId(), 100);
                publish(deed, TaskStatus.IN_PROGRESS);
            }
        }
    }

    /** {@return the task of a deed as whoever did it sees it in Planner, missing when it is gone} */
    JsonNode task(Deed deed) throws IOException, InterruptedException {
        return person(deed).task(deed.plannerTaskId());
    }

    private GraphPerson person(Deed deed) throws IOException, InterruptedException {
        return GraphPerson.signIn(http, graph, tenant, deed.user());
    }

    private void publish(Deed deed, TaskStatus status) {
        String event = event(deed, status).toString();
        commerce.publish(Stream.of(event.getBytes(StandardCharsets.UTF_8)), FeedCommand::key);
    }

    /** The same deed makes the same event, so that doing it twice tells it once. */
    private static ObjectNode event(Deed deed, TaskStatus status) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put(
                        "id",
                        UUID.nameUUIDFromBytes((deed.taskId() + deed.at()).getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("source", "/d365/contoso-prod/pos")
                .put("type", "io.tandem.commerce.task.status.changed")
                .put("subject", "store/" + deed.store())
                .put("time", deed.at())
                .put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data")
                .put("taskId", deed.taskId())
                .put("storeNumber", deed.store())
                .put("status", status.word());
        if (status == TaskStatus.COMPLETED) {
            data.put("completedAt", deed.at());
        }
        return event;
    }

    @Override
    public void close() {
        commerce.close();
    }
}
