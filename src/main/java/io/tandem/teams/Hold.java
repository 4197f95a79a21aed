package io.tandem.teams;

/**
 * Why a plan is not carried out until somebody approves it.
 *
 * @param sentence what would happen and why it is held
 */
public record Hold(String sentence) {}
