package io.tandem.model;

/**
 * What is reconciled as one, by one worker at a time, for example {@code store/000135}.
 *
 * @param kind what it is, {@code store}, {@code tasks} or {@code team}
 * @param id its id among its kind
 */
public record Key(String kind, String id) {
    /** The kind of the keys that stand for the team of a store. */
    public static final String STORE = "store";

    /** The kind of the keys that stand for the tasks of a store. */
    public static final String TASKS = "tasks";

    /** The kind of the keys that stand for teams of no store. */
    public static final String TEAM = "team";

    /** The key of the team of the communications managers. */
    public static final Key COMMUNICATIONS = new Key(TEAM, Communications.NAME);

    /** @throws IllegalArgumentException when a part is missing or the kind has a slash */
    public Key {
        if (kind.isBlank() || kind.contains("/") || id.isBlank()) {
            throw new IllegalArgumentException("key '" + kind + "/" + id + "' is not kind/id");
        }
    }

    /** {@return the key of a store's team} */
    public static Key of(StoreNumber store) {
        return new Key(STORE, store.value());
    }

    /** {@return the key of a store's tasks} */
    public static Key ofTasks(StoreNumber store) {
        return new Key(TASKS, store.value());
    }

    /**
     * {@return the key that {@link #toString()} wrote}
     *
     * @throws IllegalArgumentException when the text is no key
     */
    public static Key parse(String text) {
        int slash = text.indexOf('/');
        return new Key(text.substring(0, Math.max(slash, 0)), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return kind + "/" + id;
    }
}
