package io.tandem.commerce;

/** What an event says about one field: nothing when the field is absent, that it is empty when it is null, or its value. */
public sealed interface Change<T> {

    /** The event says nothing about the field. */
    record Unchanged<T>() implements Change<T> {}

    /** The field is empty from now on. */
    record Cleared<T>() implements Change<T> {}

    /**
     * The field has this value from now on.
     *
     * @param value the value
     */
    record SetTo<T>(T value) implements Change<T> {}

    /** {@return nothing is said} */
    static <T> Change<T> unchanged() {
        return new Unchanged<>();
    }

    /** {@return the field is empty} */
    static <T> Change<T> cleared() {
        return new Cleared<>();
    }

    /** {@return the field has that value} */
    static <T> Change<T> to(T value) {
        return new SetTo<>(value);
    }
}
