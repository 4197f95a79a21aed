package io.tandem.teams;

/** What a person is in a team (graph-contract 5). */
public enum TeamRole {
    /** Role {@code owner}. */
    OWNER,
    /** No role. */
    MEMBER
}
