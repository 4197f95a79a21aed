package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.model.Communications;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a plan for people.
 *
 * @param everybody whether it names all who would be added, too
 */
record PlanPrinter(PrintWriter out, boolean everybody) {
    private static final Map<String, String> TITLES = titles();

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("removals", "People would leave");
        titles.put("archivings", "Teams would be archived");
        titles.put("newTeams", "New teams");
        titles.put("changes", "Other changes");
        titles.put("findings", "Nothing to do, but somebody should know");
        titles.put("inStep", "In step");
        return titles;
    }

    void print(JsonNode plan) {
        out.println(PlanWords.summary(plan.path("summary")));
        TITLES.forEach((group, title) -> {
            List<JsonNode> rows = new ArrayList<>();
            plan.path("value").forEach(one -> {
                if (one.path("group").asText().equals(group)) {
                    rows.add(one);
                }
            });
            if (!rows.isEmpty()) {
                long others = rows.stream().filter(PlanPrinter::isOfNoStore).count();
                out.println();
                out.println(title + " (" + PlanWords.whose(rows.size() - others, others) + "):");
                rows.forEach(this::row);
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

    private void row(JsonNode one) {
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
        one.path("steps").forEach(step -> step(step));
        one.path("holds").forEach(hold -> out.println("    HELD  " + OpsClient.shown(hold.asText())));
        one.path("findings").forEach(finding -> out.println("    note  " + OpsClient.shown(finding.asText())));
    }

    private void step(JsonNode step) {
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
