package io.tandem.console;

import io.tandem.model.StoreNumber;

/**
 * Makes keys due before their time. Their attempts are counted anew, what is known of Teams is read again first, and the directory
 * is asked again: of one store's people about all, else about those who could not be added when it was asked last.
 */
public interface Syncs {

    /** Makes team and tasks of a store due, and writes down who wanted it. {@return whether there is such a store} */
    boolean sync(StoreNumber number, String who);

    /** The same for everything. {@return how many keys} */
    long syncAll(String who);
}
