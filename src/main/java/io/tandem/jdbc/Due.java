package io.tandem.jdbc;

/** Why a key is claimed. */
public enum Due {
    /** For either reason; what is new comes first. */
    ANY,
    /** Something new is desired of it. */
    NEWS,
    /** Nothing new is desired, but its time has come; of those that are late the latest comes first. */
    TIME
}
