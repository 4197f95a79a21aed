package io.tandem.jdbc;

import org.jspecify.annotations.Nullable;

/** The database does not let us in or does not fit; the message says which one, why, and what to do. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** {@return what the innermost cause says, on one line: the wrappers say nothing} */
    static String rootOf(Throwable trouble) {
        Throwable root = trouble;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return (message == null ? root.toString() : message).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
