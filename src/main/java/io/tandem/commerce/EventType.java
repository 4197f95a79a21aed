package io.tandem.commerce;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of events that Tandem knows. A new one is a record of {@link CommerceEvent}, a schema
 * {@code schemas/<name>.json} for its data, and a line here.
 */
enum EventType {
    STORE_OPENED("store.opened", data -> new CommerceEvent.StoreOpened(data.header(), data.store(), data.aboutStore())),
    STORE_UPDATED(
            "store.updated", data -> new CommerceEvent.StoreUpdated(data.header(), data.store(), data.aboutStore())),
    STORE_CLOSED(
            "store.closed", data -> new CommerceEvent.StoreClosed(data.header(), data.store(), data.day("closedOn"))),
    WORKER_HIRED(
            "worker.hired",
            data -> new CommerceEvent.WorkerHired(
                    data.header(), data.worker(), data.mandatoryDay("employmentStart"), data.aboutWorker())),
    WORKER_UPDATED(
            "worker.updated",
            data -> new CommerceEvent.WorkerUpdated(
                    data.header(), data.worker(), data.day("employmentStart"), data.aboutWorker())),
    IDENTITY_LINKED(
            "worker.identity.linked",
            data -> new CommerceEvent.IdentityLinked(data.header(), data.worker(), data.identity())),
    IDENTITY_UNLINKED(
            "worker.identity.unlinked", data -> new CommerceEvent.IdentityUnlinked(data.header(), data.worker())),
    WORKER_TERMINATED(
            "worker.terminated",
            data -> new CommerceEvent.WorkerTerminated(
                    data.header(), data.worker(), data.mandatoryDay("employmentEnd"))),
    STORE_ASSIGNED("worker.store.assigned", EventData::assigned),
    STORE_UNASSIGNED(
            "worker.store.unassigned",
            data -> new CommerceEvent.StoreUnassigned(
                    data.header(), data.worker(), data.store(), data.day("effectiveOn"))),
    WORKER_TRANSFERRED("worker.transferred", EventData::transferred),
    ROLE_GRANTED(
            "role.granted",
            data -> new CommerceEvent.RoleGranted(data.header(), data.worker(), data.mandatoryText("role"))),
    ROLE_REVOKED(
            "role.revoked",
            data -> new CommerceEvent.RoleRevoked(data.header(), data.worker(), data.mandatoryText("role"))),
    TEAM_MAPPING_CHANGED("team.mapping.changed", EventData::mapping),
    HIERARCHY_PUBLISHED("hierarchy.published", HierarchyData::published),
    TASK_LIST_STARTED("task.list.started", TaskData::listStarted),
    TASK_CREATED("task.created", TaskData::created),
    TASK_UPDATED("task.updated", TaskData::updated),
    TASK_ASSIGNED("task.assigned", TaskData::assigned),
    TASK_STATUS_CHANGED("task.status.changed", TaskData::statusChanged),
    TASK_DELETED("task.deleted", TaskData::deleted);

    /** What all types begin with. */
    static final String PREFIX = "io.tandem.commerce.";

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(type -> PREFIX + type.title, type -> type));

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a method without state
    private final Function<EventData, CommerceEvent> reader;

    EventType(String title, Function<EventData, CommerceEvent> reader) {
        this.title = title;
        this.reader = reader;
    }

    /** {@return the type with that full name, prefix included} */
    static Optional<EventType> named(String type) {
        return Optional.ofNullable(BY_NAME.get(type));
    }

    /** {@return name without the prefix, also of its schema, for example {@code store.opened}} */
    String title() {
        return title;
    }

    /** {@return the event that the data of this type tells; the data satisfies the schema} */
    CommerceEvent read(EventData data) {
        return reader.apply(data);
    }
}
