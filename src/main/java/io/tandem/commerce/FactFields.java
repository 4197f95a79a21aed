package io.tandem.commerce;

import io.tandem.model.TaskField;

/** Names of the fields of facts that {@link Facts} writes and {@link FactReader} reads. */
final class FactFields {
    static final String NAME = "name";
    static final String LEGAL_ENTITY = "legalEntity";
    static final String OPERATING_UNIT_NUMBER = "operatingUnitNumber";
    static final String CHANNEL_ID = "channelId";
    static final String TIME_ZONE = "timeZone";
    static final String ADDRESS = "address";
    static final String OPENED_ON = "openedOn";
    static final String CLOSED_ON = "closedOn";
    static final String EMAIL = "email";
    static final String OBJECT_ID = "entraObjectId";
    static final String PRINCIPAL_NAME = "userPrincipalName";
    static final String TEAM_ID = "teamId";
    static final String TARGET_DATE = "targetDate";
    static final String TITLE = "title";
    static final String NOTES = "notes";
    static final String CONTACT = "contact";
    static final String DUE_OFFSET_DAYS = "dueOffsetDays";
    static final String DUE_DATE = "dueDate";
    static final String ASSIGNEES = "assignees";
    static final String STATUS = "status";
    static final String LINKS = "links";
    static final String LIST_NAME = "listName";
    static final String ORIGIN = "origin";
    static final String PLANNER_TASK_ID = "plannerTaskId";

    /** A hierarchy as a whole. */
    static final String PUBLISHED = "published";

    /** Whether Commerce has deleted a task; without it a task is known only if its list is started in the store. */
    static final String DELETED = "deleted";
    /** Ties a list to a store in which it is started, and a worker to a store in which tasks are for that worker. */
    static final String TIED = "tied";

    /** Followed by the legal entity, a slash and the first day. */
    static final String HIRED = "hired/";
    /** Followed by the legal entity, a slash and the first day without employment. */
    static final String TERMINATED = "terminated/";
    /** Followed by the legal entity. */
    static final String RESTARTED = "restarted/";
    /** Followed by the first day, empty = at once; and by a slash and the former store when the role is as it was there. */
    static final String ASSIGNED = "assigned/";
    /** Followed by the first day without assignment. */
    static final String UNASSIGNED = "unassigned/";
    /** Followed by the name of the role. */
    static final String ROLE = "role/";
    /** Followed by the key of a task in its list. */
    static final String LIST_TASK = "task/";

    private FactFields() {}

    /** {@return the name under which a field of a task is told, in facts as in events} */
    static String of(TaskField field) {
        return switch (field) {
            case TITLE -> TITLE;
            case NOTES -> NOTES;
            case DUE_DATE -> DUE_DATE;
            case ASSIGNEES -> ASSIGNEES;
            case STATUS -> STATUS;
            case LINKS -> LINKS;
        };
    }
}
