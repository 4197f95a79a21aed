package io.tandem;

import org.jspecify.annotations.Nullable;

/** The configuration or the surroundings do not allow to start; the message says what, where and what to do. */
public class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one clear sentence */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
