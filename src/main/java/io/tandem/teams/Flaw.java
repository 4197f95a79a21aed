package io.tandem.teams;

/**
 * What is wrong with a line of a mapping file.
 *
 * @param line its number, from 1; the header is a line too
 * @param reason one sentence for whoever wrote it
 */
public record Flaw(long line, String reason) {}
