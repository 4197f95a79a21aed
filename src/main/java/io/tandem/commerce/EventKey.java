package io.tandem.commerce;

/**
 * What names an event: CloudEvents promises that {@code source} and {@code id} together are unique.
 *
 * @param source who says it, for example {@code /d365/contoso/usrt}
 * @param id id of the event at its source
 */
public record EventKey(String source, String id) {}
