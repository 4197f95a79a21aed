package io.tandem.teams;

/**
 * What is not done until somebody approves it.
 *
 * @param sentence what would happen and why it is held
 */
public record Hold(String sentence) {}
