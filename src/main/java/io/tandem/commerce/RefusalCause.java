package io.tandem.commerce;

/** Why a record of {@code commerce.events} is refused. None of them goes away by trying again. */
public enum RefusalCause {
    /** The bytes are no JSON. */
    UNREADABLE,
    /** It is JSON, but no CloudEvents 1.0 event: an attribute is missing or wrong. */
    NO_CLOUD_EVENT,
    /** An event of a type that Tandem does not know. */
    UNKNOWN_TYPE,
    /** The data is not what the schema of the type asks for, or contradicts itself. */
    INVALID,
    /** The subject names something else than the data. */
    SUBJECT_MISMATCH
}
