package io.tandem.simulator.hq;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.simulator.SimulatorException;
import io.tandem.simulator.Stand;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A running stand-in of Commerce HQ: OData under {@code /data} for the sets of commerce-contract 3.5 and 3.6 and {@code RetailStaffs}, on
 * one HTTPS port of its own. Its tokens come from the Graph simulator of the same data folder, for the scope
 * {@code <baseUri>/.default}; its certificate is of the same authority. Faults, requests, state and reset as DESIGN 13 describes them, and
 * {@code POST /hq/seed} with rows, one JSON a line: {@code {"set": "ProcessTasks", "row": {…}}}. The state is kept under the data folder.
 */
public final class HqSimulator implements AutoCloseable {
    private final HqTables tables;
    private final HqApi api;
    private final Stand stand;

    private HqSimulator(HqTables tables, HqApi api, Stand stand) {
        this.tables = tables;
        this.api = api;
        this.stand = stand;
    }

    /**
     * Starts one; it serves when this returns.
     *
     * @param data folder of the Graph simulator whose tokens are accepted
     * @param port HTTPS port on the loopback address, 0 for any free one
     * @throws SimulatorException one sentence when the port is taken or the state is damaged
     */
    public static HqSimulator start(Path data, int port) {
        return start(data, port, Clock.systemUTC());
    }

    static HqSimulator start(Path data, int port, Clock clock) {
        HqTables tables = HqTables.open(data);
        HqApi api = new HqApi(tables);
        boolean started = false;
        try {
            Stand stand = Stand.open(data, port, api, clock);
            started = true;
            return new HqSimulator(tables, api, stand);
        } finally {
            if (!started) {
                tables.close();
            }
        }
    }

    /** {@return {@code https://localhost:port}, to be used as {@code tandem.hq.url}} */
    public URI baseUri() {
        return stand.baseUri();
    }

    /** {@return the port it listens on} */
    public int port() {
        return stand.port();
    }

    /**
     * Adds rows as {@code POST /hq/seed} takes them; those that are there already stay as they are.
     *
     * @throws SimulatorException when a line is wrong; then none is added
     */
    public void seed(List<String> lines) {
        try {
            api.seed(lines, false);
        } catch (HqRefusal wrong) {
            throw new SimulatorException("Rows of the HQ simulator are wrong. " + wrong.getMessage(), wrong);
        }
    }

    /**
     * The rows of a set, each as JSON.
     *
     * @param set for example {@code ProcessTasks}; a set that does not exist has none
     */
    public List<String> rows(String set) {
        return EntitySet.named(set).stream()
                .flatMap(api::rows)
                .map(JsonNode::toString)
                .toList();
    }

    /** {@return PEM file with the certificate authority that clients must trust} */
    public Path caFile() {
        return stand.caFile();
    }

    @Override
    public void close() {
        stand.close();
        tables.close();
    }
}
