package io.tandem;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A Tandem to which Commerce published a hierarchy of three stores, two of which have teams, and one for another purpose.
 *
 * @param sandbox where it runs
 */
public record PublishedHierarchy(Sandbox sandbox, RunningTandem tandem) implements AutoCloseable {
    /** Id of the communications team, once it is mapped. */
    public static final String COMMUNICATIONS = "11111111-2222-4333-8444-555555550001";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<List<String>> NODES = List.of(
            List.of("CONTOSO", "Contoso", "", ""),
            List.of("USRT", "Contoso Retail USA", "CONTOSO", ""),
            List.of("S135", "San Francisco", "USRT", "000135"),
            List.of("S001", "Annapolis", "USRT", "000001"),
            List.of("S018", "Denver", "USRT", "000018"));

    /** Starts it. */
    public static PublishedHierarchy start(Sandbox sandbox) {
        PublishedHierarchy started = new PublishedHierarchy(sandbox, RunningTandem.in(sandbox));
        started.publish(
                Events.opened("000135", "San Francisco"),
                Events.opened("000001", "Annapolis"),
                Events.opened("000018", "Denver"),
                Events.hierarchy("Retail Stores by Region", Events.TIME, "Retail reporting", NODES),
                Events.hierarchy("Procurement", Events.TIME, "Procurement internal control", NODES.subList(0, 1)));
        sandbox.sql("""
                insert into team (store_number, stage, team_id)
                values ('000135', 'ready', '11111111-2222-4333-8444-555555550135'),
                       ('000001', 'ready', '11111111-2222-4333-8444-555555550136'),
                       ('000018', 'group', '11111111-2222-4333-8444-555555550018')""");
        return started;
    }

    /** Publishes events and waits until they are folded. */
    public void publish(String... events) {
        long before = tandem.events("applied") + tandem.events("stale");
        sandbox.topics().publishLines(List.of(events));
        await().atMost(PATIENCE)
                .until(() -> tandem.events("applied") + tandem.events("stale") == before + events.length);
    }

    /** Maps an existing team as communications team. */
    public void mapCommunications() {
        sandbox.sql("""
                insert into fact (subject, about, field, value, stamp)
                values ('mapping/Communication/HQ', '', 'teamId', '"%s"', '2026')
                on conflict (subject, about, field) do update set value = excluded.value""".formatted(COMMUNICATIONS));
    }

    /** Publishes the hierarchy anew, without Annapolis and with another name for San Francisco. */
    public void change(Instant time) {
        publish(Events.hierarchy(
                "Retail Stores by Region",
                time,
                "Retail reporting",
                List.of(
                        NODES.get(0),
                        NODES.get(1),
                        List.of("S135", "San Francisco Market Street", "USRT", "000135"),
                        NODES.get(4))));
    }

    /** Forgets what was exported and mapped, and goes back to the first hierarchy. */
    public void reset() {
        sandbox.sql("delete from hierarchy_export");
        sandbox.sql("delete from fact where subject like 'mapping/Communication/%'");
    }

    @Override
    public void close() {
        tandem.close();
    }
}
