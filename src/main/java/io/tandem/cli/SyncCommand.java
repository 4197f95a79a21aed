package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem sync}: has everything, or one store, compared and brought in step now. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = {
            "Reads all teams again, or one, and brings them in step now; 'tandem plan' shows what that does.",
            "People who had no account or no licence for Teams are looked up in Entra again.",
            "Exits 0 when all has settled, 1 when something failed."
        })
final class SyncCommand extends OpsCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private Instant told = Instant.EPOCH;

    @Option(names = "--store", paramLabel = "N", description = "This store only.")
    private @Nullable String store;

    @Option(names = "--no-wait", description = "Does not wait until it is done.")
    private boolean noWait;

    @Option(
            names = "--patience",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "Waits no longer (default: ${DEFAULT-VALUE}).")
    private int patience = 60;

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        if (!ops.get("/api/enabled").path("enabled").asBoolean()) {
            throw new IOException("Tandem is disabled and writes nothing; look at 'tandem plan', then 'tandem enable'");
        }
        JsonNode due = ops.post(
                store == null ? "/api/sync" : "/api/stores/" + OpsClient.encoded(store) + "/sync",
                JsonNodeFactory.instance.objectNode());
        say(store == null ? due.path("due").asLong() + " keys are due." : "Store " + store + " is due.");
        return noWait ? 0 : store == null ? followAll(ops) : followOne(ops, store);
    }

    private int followAll(OpsClient ops) throws InterruptedException, IOException {
        Eta eta = new Eta(Instant.now());
        JsonNode status = ops.get("/api/status");
        Instant end = Instant.now().plus(Duration.ofMinutes(patience));
        while (left(status) > 0 && Instant.now().isBefore(end)) {
            line(status, eta);
            Lookout.until(() -> false, BETWEEN_LOOKS, BETWEEN_LOOKS);
            status = ops.get("/api/status");
        }
        say(states(status) + ".");
        if (left(status) > 0) {
            throw new IOException("not all settled within " + patience + " minutes; it goes on by itself");
        }
        return of(status, "failed") > 0 ? 1 : 0;
    }

    private int followOne(OpsClient ops, String number) throws InterruptedException, IOException {
        String path = "/api/stores/" + OpsClient.encoded(number);
        JsonNode row = ops.get(path).path("store");
        Instant end = Instant.now().plus(Duration.ofMinutes(patience));
        while (row.path("state").asText().equals("working") && Instant.now().isBefore(end)) {
            if (mayTell()) {
                say("Working: " + OpsClient.shown(row.path("reason").asText("it is its turn soon")));
            }
            Lookout.until(() -> false, BETWEEN_LOOKS, BETWEEN_LOOKS);
            row = ops.get(path).path("store");
        }
        String state = row.path("state").asText();
        String reason = row.path("reason").asText();
        say("Store " + number + " is " + state + (reason.isEmpty() ? "." : ": " + OpsClient.shown(reason) + "."));
        return state.equals("failed") || state.equals("working") ? 1 : 0;
    }

    private void line(JsonNode status, Eta eta) {
        String rest = eta.sentence(left(status), Instant.now());
        if (mayTell()) {
            say(states(status) + ", " + left(status) + " left" + rest);
            RunLines.of(status).forEach(this::say);
        }
    }

    private boolean mayTell() {
        boolean may = Duration.between(told, Instant.now()).compareTo(BETWEEN_LINES) > 0;
        if (may) {
            told = Instant.now();
        }
        return may;
    }

    private void say(String sentence) {
        PrintWriter out = commandLine().getOut();
        out.println(sentence);
        out.flush();
    }

    /** Teams and task boards that are not done yet. */
    private static long left(JsonNode status) {
        return of(status, "working");
    }

    private static long of(JsonNode status, String state) {
        return status.path("stores").path(state).asLong()
                + status.path("tasks").path(state).asLong()
                + (status.path("communications").path("state").asText().equals(state) ? 1 : 0);
    }

    private static String states(JsonNode status) {
        JsonNode stores = status.path("stores");
        return "Stores: %d in step, %d waiting, %d held, %d failed"
                .formatted(
                        stores.path("inSync").asLong(),
                        stores.path("waiting").asLong(),
                        stores.path("held").asLong(),
                        stores.path("failed").asLong());
    }
}
