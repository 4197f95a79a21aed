package io.tandem.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded server cannot do its work; the message is one sentence for the user and names the way out. */
public final class EmbeddedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedException(String sentence) {
        this(sentence, null);
    }

    EmbeddedException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
