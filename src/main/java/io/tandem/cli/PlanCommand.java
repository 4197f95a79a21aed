package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.model.Communications;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem plan}: what would be done in Teams, without doing it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what would be done in Teams, store by store, and does nothing:",
            "removals first, the largest before the others, then new teams, other changes, and what keeps people waiting."
        })
final class PlanCommand extends OpsCommand {
    private static final Map<String, String> TITLES = titles();

    @Option(names = "--store", paramLabel = "N", description = "This store only, with everybody who would be added.")
    private @Nullable String store;

    @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
    private boolean json;

    @Override
    int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
        JsonNode plan = ops.get(ApiPath.of("/api/plan").with("store", store).toString());
        if (json) {
            out.println(plan);
        } else {
            print(out, plan);
        }
        return 0;
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("removals", "People would leave");
        titles.put("newTeams", "New teams");
        titles.put("changes", "Other changes");
        titles.put("findings", "Nothing to do, but somebody should know");
        titles.put("inStep", "In step");
        return titles;
    }

    private void print(PrintWriter out, JsonNode plan) {
        out.println(PlanWords.summary(plan.path("summary")));
        TITLES.forEach((group, title) -> {
            List<JsonNode> rows = new ArrayList<>();
            plan.path("value").forEach(one -> {
                if (one.path("group").asText().equals(group)) {
                    rows.add(one);
                }
            });
            if (!rows.isEmpty()) {
                long others = rows.stream().filter(PlanCommand::isOfNoStore).count();
                out.println();
                out.println(title + " (" + PlanWords.whose(rows.size() - others, others) + "):");
                rows.forEach(one -> print(out, one, store != null));
            }
        });
        long assumed = plan.path("summary").path("assumed").asLong();
        if (assumed > 0) {
            out.println();
            out.println(PlanWords.count(assumed, "account")
                    + " not looked up in Entra yet: the plan takes them for usable.");
        }
    }

    private static boolean isOfNoStore(JsonNode one) {
        return one.path("storeNumber").asText().equals(Communications.TEAM.value());
    }

    private static void print(PrintWriter out, JsonNode one, boolean everybody) {
        out.println("  %s %s: %s now, +%d -%d%s"
                .formatted(
                        one.path("storeNumber").asText(),
                        OpsClient.shown(one.path("name").asText()),
                        PlanWords.people(one.path("size").asLong()),
                        one.path("additions").asLong(),
                        one.path("removals").asLong(),
                        PlanWords.waiting(one)));
        if (one.path("readFirst").asBoolean()) {
            out.println("    the roster is read first; the rest holds if it is as it was");
        }
        one.path("steps").forEach(step -> step(out, step, everybody));
        one.path("holds").forEach(hold -> out.println("    HELD  " + OpsClient.shown(hold.asText())));
        one.path("findings").forEach(finding -> out.println("    note  " + OpsClient.shown(finding.asText())));
    }

    private static void step(PrintWriter out, JsonNode step, boolean everybody) {
        boolean removal = step.path("kind").asText().equals("removeMembers");
        String sentence = OpsClient.shown(step.path("sentence").asText());
        out.println((step.path("waits").asBoolean() ? "    wait  " : "    do    ")
                + (removal ? sentence.replaceFirst(":.*", "") : sentence));
        if (removal || everybody) {
            step.path("people")
                    .forEach(who -> out.println("            "
                            + (who.path("worker").isTextual()
                                    ? "worker " + who.path("worker").asText()
                                    : "nobody of this store")
                            + ", user " + who.path("userId").asText()
                            + (who.path("role").asText().isEmpty()
                                    ? ""
                                    : ", " + who.path("role").asText())));
        }
    }
}
