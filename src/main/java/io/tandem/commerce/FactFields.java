package io.tandem.commerce;

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

    private FactFields() {}
}
