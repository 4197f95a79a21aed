package io.tandem.commerce;

import io.tandem.model.Identity;
import io.tandem.model.OrgNode;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.Role;
import io.tandem.model.StoreNumber;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Commerce says, one record a type (DESIGN 8). Days are half-open: a first day holds, an end is the first day on
 * which it no longer holds. A null day means at once, unless the component says otherwise.
 */
public sealed interface CommerceEvent
        permits CommerceEvent.OfStore,
                CommerceEvent.OfWorker,
                CommerceEvent.TeamMappingChanged,
                CommerceEvent.HierarchyPublished,
                TaskEvent {

    /** {@return the envelope} */
    EventHeader header();

    /** {@return key of what the data is about, which a subject may repeat but not contradict} */
    String about();

    /** {@return whether that subject names what the data is about} */
    default boolean isAbout(String subject) {
        return subject.equals(about());
    }

    /**
     * What may be told of a store.
     *
     * @param timeZone IANA time zone
     * @param address replaces the former address as a whole
     */
    record StoreDetails(
            Change<String> name,
            Change<String> legalEntity,
            Change<String> operatingUnitNumber,
            Change<String> channelId,
            Change<ZoneId> timeZone,
            Change<Address> address,
            Change<LocalDate> openedOn) {}

    /** A postal address, each part may be null. */
    record Address(
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String country) {}

    /** What may be told of a worker. */
    record WorkerDetails(
            Change<String> name,
            Change<String> email,
            Change<String> entraObjectId,
            Change<String> userPrincipalName) {}

    /** What a mapping of an existing team is for (commerce-contract 3.5). */
    enum SourceType {
        /** The communications team. */
        COMMUNICATION,
        /** The team of a store. */
        RETAIL_STORE
    }

    /** Events about a store. */
    sealed interface OfStore extends CommerceEvent {
        /** {@return the store} */
        StoreNumber store();

        @Override
        default String about() {
            return Subjects.of(store());
        }
    }

    /** Events about a worker. */
    sealed interface OfWorker extends CommerceEvent {
        /** {@return the worker} */
        PersonnelNumber worker();

        @Override
        default String about() {
            return Subjects.of(worker());
        }
    }

    /** A store is open, for the first time or again. */
    record StoreOpened(EventHeader header, StoreNumber store, StoreDetails details) implements OfStore {}

    /** Something about a store has changed. */
    record StoreUpdated(EventHeader header, StoreNumber store, StoreDetails details) implements OfStore {}

    /** A store closes. */
    record StoreClosed(
            EventHeader header, StoreNumber store, @Nullable LocalDate closedOn) implements OfStore {}

    /** An employment with the legal entity of the source begins. */
    record WorkerHired(EventHeader header, PersonnelNumber worker, LocalDate employmentStart, WorkerDetails details)
            implements OfWorker {}

    /**
     * Something about a worker has changed.
     *
     * @param employmentStart corrected first day of the employment, null when unchanged
     */
    record WorkerUpdated(
            EventHeader header,
            PersonnelNumber worker,
            @Nullable LocalDate employmentStart,
            WorkerDetails details) implements OfWorker {}

    /**
     * A worker has this Entra account and no other.
     *
     * @param identity has at least one part
     */
    record IdentityLinked(EventHeader header, PersonnelNumber worker, Identity identity) implements OfWorker {}

    /** A worker has no Entra account any more. */
    record IdentityUnlinked(EventHeader header, PersonnelNumber worker) implements OfWorker {}

    /** The employment with the legal entity of the source ends. */
    record WorkerTerminated(EventHeader header, PersonnelNumber worker, LocalDate employmentEnd) implements OfWorker {}

    /**
     * A worker has a role in a store.
     *
     * @param to first day without it, null = for ever
     */
    record StoreAssigned(
            EventHeader header,
            PersonnelNumber worker,
            StoreNumber store,
            Role role,
            @Nullable LocalDate from,
            @Nullable LocalDate to)
            implements OfWorker {

        /** @throws IllegalArgumentException when the assignment ends before it begins */
        public StoreAssigned {
            if (from != null && to != null && to.isBefore(from)) {
                throw new IllegalArgumentException("/data/effectiveTo is before effectiveFrom; swap or correct them");
            }
        }
    }

    /** A worker leaves a store. */
    record StoreUnassigned(
            EventHeader header,
            PersonnelNumber worker,
            StoreNumber store,
            @Nullable LocalDate on) implements OfWorker {}

    /**
     * A worker leaves a store for another.
     *
     * @param role role in the other store, null = what it was in the former one
     */
    record WorkerTransferred(
            EventHeader header,
            PersonnelNumber worker,
            StoreNumber fromStore,
            StoreNumber toStore,
            @Nullable Role role,
            @Nullable LocalDate on)
            implements OfWorker {

        /** @throws IllegalArgumentException when it is one store */
        public WorkerTransferred {
            if (fromStore.equals(toStore)) {
                throw new IllegalArgumentException(
                        "/data/toStore is the same as fromStore; send worker.store.assigned to change a role");
            }
        }
    }

    /**
     * A worker holds a role of the organisation.
     *
     * @param role {@code Retail task manager}
     */
    record RoleGranted(EventHeader header, PersonnelNumber worker, String role) implements OfWorker {}

    /**
     * A worker does not hold a role of the organisation any more.
     *
     * @param role {@code Retail task manager}
     */
    record RoleRevoked(EventHeader header, PersonnelNumber worker, String role) implements OfWorker {}

    /**
     * An existing team serves a store or the communications managers.
     *
     * @param sourceId store number of a store; what it is otherwise, Commerce does not say
     * @param teamId id of the team, null = the mapping is removed
     */
    record TeamMappingChanged(
            EventHeader header,
            SourceType sourceType,
            String sourceId,
            @Nullable String teamId) implements CommerceEvent {
        @Override
        public String about() {
            return sourceType == SourceType.RETAIL_STORE ? Subjects.STORE + sourceId : Subjects.COMMUNICATION;
        }
    }

    /**
     * An organisation hierarchy is as told, and replaces the former one of this name as a whole.
     *
     * @param purposes what Commerce uses it for
     * @param nodes in the order of Commerce; not necessarily a tree
     */
    record HierarchyPublished(EventHeader header, String name, List<String> purposes, List<OrgNode> nodes)
            implements CommerceEvent {
        /** Copies the lists. */
        public HierarchyPublished {
            purposes = List.copyOf(purposes);
            nodes = List.copyOf(nodes);
        }

        @Override
        public String about() {
            return Subjects.HIERARCHY + name;
        }
    }
}
