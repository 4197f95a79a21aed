package io.tandem.commerce;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of an event (DESIGN 8).
 *
 * @param id id of the event at its source
 * @param source {@code /d365/<environment>/<legal entity>}
 * @param type full type, for example {@code io.tandem.commerce.store.opened}
 * @param subject key of what it is about, for example {@code store/000135}, null when the sender gave none
 * @param stamp when it was said
 * @param actor object id of the user who did it in Commerce, in lower case; null when the sender does not tell
 */
public record EventHeader(
        String id,
        String source,
        String type,
        @Nullable String subject,
        Stamp stamp,
        @Nullable String actor) {

    /** {@return what names the event} */
    public EventKey key() {
        return new EventKey(source, id);
    }

    /** {@return the company that speaks: last part of the source in upper case, for example {@code USRT}} */
    public String legalEntity() {
        String path = source.replaceFirst("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    }
}
