package io.tandem.teams;

/** Graph does not tell which teams there are. */
public final class TeamsUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason why, one sentence */
    public TeamsUnreadableException(String reason) {
        super(reason);
    }
}
