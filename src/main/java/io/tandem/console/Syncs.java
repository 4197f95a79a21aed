package io.tandem.console;

import io.tandem.model.StoreNumber;

/** Makes keys due before their time. Their attempts are counted anew, and what is known of Teams is read again first. */
public interface Syncs {

    /** Makes team and tasks of a store due. {@return whether there is such a store} */
    boolean sync(StoreNumber number);

    /** Makes everything due. {@return how many keys} */
    long syncAll();
}
