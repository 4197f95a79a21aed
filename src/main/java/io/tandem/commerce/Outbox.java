package io.tandem.commerce;

import java.util.Collection;
import java.util.List;

/**
 * Updates that wait to be sent to Commerce. They are written in the transaction that writes what they tell of, so none is
 * lost and none is told that did not happen. One that was sent and not yet forgotten when an instance dies is sent again,
 * with the same event id.
 */
public interface Outbox {

    /**
     * An update that waits.
     *
     * @param number its place in the order
     * @param key key of its Kafka record
     * @param event the CloudEvent as JSON in UTF-8
     */
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Letter(long number, String key, byte[] event) {}

    /** {@return the oldest updates, oldest first} */
    List<Letter> oldest(int most);

    /** Forgets updates that Kafka has. */
    void forget(Collection<Letter> sent);
}
