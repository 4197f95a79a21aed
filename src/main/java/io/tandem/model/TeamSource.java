package io.tandem.model;

/** What a team serves (commerce-contract 3.5): a retail store, or the communications managers. */
public sealed interface TeamSource permits StoreNumber, Communications {

    /** {@return what sets it apart from all others; the unique name of its group ends with it} */
    String value();

    /** {@return the key under which its team is reconciled} */
    default Key key() {
        return switch (this) {
            case StoreNumber store -> Key.of(store);
            case Communications communications -> Key.COMMUNICATIONS;
        };
    }

    /** {@return what it is, for people, for example {@code store 000135}} */
    default String words() {
        return switch (this) {
            case StoreNumber store -> "store " + store;
            case Communications communications -> "the communications managers";
        };
    }

    /** {@return the source whose {@link #value()} this is} */
    static TeamSource of(String value) {
        return value.equals(Communications.TEAM.value()) ? Communications.TEAM : new StoreNumber(value);
    }

    /** {@return the source whose {@link #key()} this is} */
    static TeamSource of(Key key) {
        return of(key.id());
    }
}
