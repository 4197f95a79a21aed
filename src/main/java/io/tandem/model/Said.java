package io.tandem.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest word of Commerce on one field.
 *
 * @param value what it says, null when it says that there is none
 * @param at when it was said
 * @param stamp tells this word from every other on the field; a greater one is newer, in ordinal order
 */
public record Said(@Nullable String value, Instant at, String stamp) {}
