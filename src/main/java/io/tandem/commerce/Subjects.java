package io.tandem.commerce;

import io.tandem.model.Key;
import io.tandem.model.PersonnelNumber;
import io.tandem.model.StoreNumber;
import io.tandem.model.TaskId;

/** How subjects of events and facts are written (commerce-contract 7.3). */
final class Subjects {
    static final String STORE = "store/";
    static final String WORKER = "worker/";
    /** A started list as subject of an event. */
    static final String PROCESS = "process/";
    /** A started list as subject of facts. */
    static final String LIST = "list/";

    static final String TASK = "task/";
    /** A worker as somebody for whom tasks are; apart from {@link #WORKER}, so that teams never hear of it. */
    static final String ASSIGNEE = "assignee/";

    static final String HIERARCHY = "hierarchy/";
    static final String STORE_MAPPING = "mapping/RetailStore/";
    static final String COMMUNICATION = "communication";
    static final String COMMUNICATION_MAPPING = "mapping/Communication/";
    /** What a role ties a worker to, and the key of the team. */
    static final String COMMUNICATIONS = Key.COMMUNICATIONS.toString();

    private Subjects() {}

    static String of(StoreNumber store) {
        return STORE + store;
    }

    static String of(CommerceEvent.SourceType type, String sourceId) {
        return (type == CommerceEvent.SourceType.RETAIL_STORE ? STORE_MAPPING : COMMUNICATION_MAPPING) + sourceId;
    }

    static String of(TaskId task) {
        return TASK + task;
    }

    static String of(PersonnelNumber worker) {
        return WORKER + worker;
    }
}
