package io.tandem.console;

import io.tandem.console.TaskViews.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes the place of a task so that it fits into an address. What is in it is nobody's business but ours. */
final class Cursor {
    /** In no text that PostgreSQL keeps. */
    private static final String BETWEEN = "\0";

    private static final int PARTS = 4;

    private Cursor() {}

    static String of(Place place) {
        String parts = String.join(BETWEEN, place.storeNumber(), place.list(), place.title(), place.ref());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException when the text was not made here */
    static Place place(String text) {
        String[] parts = decoded(text).split(BETWEEN, -1);
        if (parts.length != PARTS) {
            throw wrong(text);
        }
        return new Place(parts[0], parts[1], parts[2], parts[3]);
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "after=" + text + " is not where a page of tasks ended; take it from 'next' of the page before");
    }
}
