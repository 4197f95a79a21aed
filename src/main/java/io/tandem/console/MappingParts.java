package io.tandem.console;

import io.tandem.teams.MappingDesk;

/**
 * What existing teams are adopted with.
 *
 * @param desk reads and writes files
 * @param imported is run when teams were named, or one was let go of
 */
public record MappingParts(MappingDesk desk, Runnable imported) {}
