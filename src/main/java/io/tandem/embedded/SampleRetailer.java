package io.tandem.embedded;

import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * A made-up retailer of any size: what its Commerce tells, who is in its Entra directory, and what must come out.
 * Every call makes a new sequential stream with the same content; nothing is kept in memory.
 */
public final class SampleRetailer {
    private final SampleEvents events;
    private final SampleAccounts accounts;
    private final SampleExpectation expectation;

    SampleRetailer(SampleCast cast, LocalDate today) {
        events = new SampleEvents(cast, today);
        accounts = new SampleAccounts(cast);
        expectation = new SampleExpectation(cast);
    }

    /**
     * The events of Commerce (DESIGN 8) in the order of their times: stores, hires, links, assignments, then what
     * changed in the three months before today.
     *
     * @return structured CloudEvents, one JSON line each; the Kafka key is their {@code subject}
     */
    public Stream<String> events() {
        return events.all();
    }

    /** {@return the trees of the stores, as {@code hierarchy.published} events; one is for retail reporting} */
    public Stream<String> hierarchies() {
        return events.hierarchies();
    }

    /**
     * The tasks of the last days: the list "Holiday season preparation" and a closing checklist every evening, started
     * over every open store, and in some stores tasks of the point of sale. They need {@link #events()} before them.
     *
     * @return structured CloudEvents, one JSON line each, in the order of their times
     */
    public Stream<String> tasks() {
        return events.tasks();
    }

    /**
     * What Commerce headquarters have after {@link #tasks()}: processes, tasks, the report that tells their stores, and
     * the workers with their accounts (commerce-contract 3.2, 3.6).
     *
     * @return one JSON line each: {@code {"set": "ProcessTasks", "row": {…}}}
     */
    public Stream<String> headquarters() {
        return events.headquarters();
    }

    /**
     * Updates of the same workers, later than {@link #events()} and before today, which change e-mail addresses and
     * so no team.
     *
     * @param count how many; the workers take turns
     * @return structured CloudEvents, one JSON line each
     * @throws ArithmeticException when read for a retailer without workers
     */
    public Stream<String> workerEvents(int count) {
        return events.workerUpdates(count);
    }

    /** {@return the accounts as Microsoft Graph user resources, one JSON line each (DESIGN 13)} */
    public Stream<String> people() {
        return accounts.all();
    }

    /** {@return what must come out, one for each store, by store number} */
    public Stream<Expected> expected() {
        return expectation.stores();
    }

    /** {@return object ids of the people of the communications team} */
    public Stream<String> communications() {
        return expectation.communications();
    }
}
