package io.tandem.teams;

/** What a person is in a team (graph-contract 5). */
public enum TeamRole {
    /** Role {@code owner}. */
    OWNER,
    /** No role. */
    MEMBER,
    /** Role {@code guest}: somebody of another organisation, who is left alone whatever the policy says (commerce-contract R14). */
    GUEST
}
