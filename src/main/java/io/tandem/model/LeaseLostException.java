package io.tandem.model;

/** The lease ran out and another worker has the key: what this one still holds is of no use. */
public class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param key the key that was lost */
    public LeaseLostException(String key) {
        super("the lease on " + key + " ran out; another worker has it");
    }
}
