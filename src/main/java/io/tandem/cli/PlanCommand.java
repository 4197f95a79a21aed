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
        out.println(summary(plan.path("summary")));
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
                out.println(title + " (" + whose(rows.size() - others, others) + "):");
                rows.forEach(one -> print(out, one, store != null));
            }
        });
        long assumed = plan.path("summary").path("assumed").asLong();
        if (assumed > 0) {
            out.println();
            out.println(count(assumed, "account") + " not looked up in Entra yet: the plan takes them for usable.");
        }
    }

    /** {@return the numbers of a plan in a sentence} */
    static String summary(JsonNode sum) {
        return "%s: %d to change, %d in step. %s, %s to add, %s to remove, %d role changes, %d renames; %s held, %s."
                .formatted(
                        whose(
                                sum.path("stores").asLong(),
                                sum.path("communications").asLong()),
                        sum.path("toChange").asLong(),
                        sum.path("inStep").asLong(),
                        count(sum.path("newTeams").asLong(), "new team"),
                        people(sum.path("additions").asLong()),
                        people(sum.path("removals").asLong()),
                        sum.path("roleChanges").asLong(),
                        sum.path("renames").asLong(),
                        count(sum.path("held").asLong(), "team"),
                        count(sum.path("findings").asLong(), "finding"));
    }

    private static boolean isOfNoStore(JsonNode one) {
        return one.path("storeNumber").asText().equals(Communications.TEAM.value());
    }

    private static String whose(long stores, long others) {
        String number = count(stores, "store");
        return others == 0 ? number : (stores == 0 ? "" : number + " and ") + "the communications managers";
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String people(long number) {
        return number + (number == 1 ? " person" : " people");
    }

    private static void print(PrintWriter out, JsonNode one, boolean everybody) {
        out.println("  %s %s: %s now, +%d -%d"
                .formatted(
                        one.path("storeNumber").asText(),
                        OpsClient.shown(one.path("name").asText()),
                        people(one.path("size").asLong()),
                        one.path("additions").asLong(),
                        one.path("removals").asLong()));
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
