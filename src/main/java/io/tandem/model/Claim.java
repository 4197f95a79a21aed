package io.tandem.model;

/**
 * The right to work on a key until the lease ends.
 *
 * @param key what to work on
 * @param generation the desired generation that this work will have seen
 * @param attempts failed attempts so far since the last success
 * @param lease proves the right: every write of this work names it
 */
public record Claim(Key key, long generation, int attempts, String lease) {}
