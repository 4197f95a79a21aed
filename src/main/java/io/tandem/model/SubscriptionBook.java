package io.tandem.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of the tenant, and what came of them; shared by all instances, so that each can take them over and each
 * can act on what it reads of them.
 */
public interface SubscriptionBook {

    /**
     * How long ago things happened; null = never.
     *
     * @param heard a notification came, or listening began
     * @param kept an instance looked after the subscriptions
     * @param swept everything was read because of a gap or a silence
     */
    record Watch(
            @Nullable Duration heard,
            @Nullable Duration kept,
            @Nullable Duration swept) {}

    /** {@return all that are kept, or were tried} */
    List<Subscription> all();

    /** Writes how it stands with one; what Graph asked for meanwhile stays asked for unless this was the answer to it. */
    void write(Subscription subscription);

    /** Forgets one. */
    void forget(String resource);

    /** Graph asks to authorize the subscription of that id again; of an unknown one nothing is noted. */
    void asked(String id);

    /** Graph has the subscription of that id no more; of an unknown one nothing is noted. */
    void gone(String id);

    /** {@return the ids of all teams that are there} */
    List<String> teams();

    /** {@return how long ago things happened} */
    Watch watch();

    /** A notification came. */
    void heard();

    /** This instance looks after the subscriptions. */
    void kept();

    /** Everything will be read; what was heard before counts no longer when listening begins anew. */
    void swept(boolean anew);
}
