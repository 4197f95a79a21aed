package io.tandem.model;

/**
 * What is reconciled as one, by one worker at a time, for example {@code store/000135}.
 *
 * @param kind what it is, {@code store}
 * @param id its id among its kind
 */
public record Key(String kind, String id) {
    /** The kind of the keys that stand for the team of a store. */
    public static final String STORE = "store";

    /** {@return the key of a store's team} */
    public static Key of(StoreNumber store) {
        return new Key(STORE, store.value());
    }

    /** {@return the key that {@link #toString()} wrote} */
    public static Key parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("key '" + text + "' is not kind/id");
        }
        return new Key(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return kind + "/" + id;
    }
}
