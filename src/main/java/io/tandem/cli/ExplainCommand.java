package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.model.Communications;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem explain}: why a worker, store or task is as it is. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ExplainCommand.Worker.class, ExplainCommand.OfStore.class, ExplainCommand.Task.class},
        description = "Says why a worker, store or task is as it is: which event, rule and Graph call made it so.")
final class ExplainCommand {

    /** {@code tandem explain worker}. */
    @Command(
            name = "worker",
            mixinStandardHelpOptions = true,
            description = "Why somebody is in a team, or is in none.")
    static final class Worker extends Explanation {
        Worker() {
            super("/api/explain/worker/");
        }

        @Override
        void print(PrintWriter out, JsonNode worker) {
            say(out, 0, "Worker " + text(worker, "personnelNumber") + ", " + text(worker, "name"));
            each(out, 1, worker.path("account"));
            each(out, 1, worker.path("employment"));
            worker.path("teams").forEach(team -> {
                say(out, 0, whose(text(team, "storeNumber"), text(team, "name")));
                each(out, 1, team.path("why"));
                say(out, 1, "Rule: " + text(team, "rule"));
                say(out, 1, "Written " + time(team.path("writtenAt")) + ", seen in Teams " + time(team.path("seenAt")));
                plan(out, team);
                calls(out, team.path("calls"));
            });
            said(out, worker.path("said"));
        }
    }

    /** {@code tandem explain store}. */
    @Command(
            name = "store",
            mixinStandardHelpOptions = true,
            description = {
                "Why a store's team is as it is, and who is not in it;",
                "'explain store communications' does so for the team of the communications managers."
            })
    static final class OfStore extends Explanation {
        OfStore() {
            super("/api/explain/store/");
        }

        @Override
        void print(PrintWriter out, JsonNode answer) {
            JsonNode store = answer.path("store");
            String reason = text(store, "reason");
            say(
                    out,
                    0,
                    whose(
                                    text(store, "storeNumber"),
                                    answer.path("wanted").path("name").asText("")) + ": "
                            + text(store, "state")
                            + (reason.isEmpty() ? "" : ", " + reason));
            say(
                    out,
                    1,
                    "Team " + store.path("teamId").asText("is not there") + ", " + text(store, "owners") + " owners, "
                            + text(store, "members") + " members");
            answer.path("findings").forEach(finding -> say(out, 1, "Finding: " + finding.asText()));
            answer.path("roster").forEach(line -> {
                if (!text(line, "note").isEmpty()) {
                    String number = text(line, "number");
                    say(
                            out,
                            1,
                            (number.isEmpty() ? "User " + text(line, "userId") : "Worker " + number) + ": "
                                    + text(line, "note"));
                }
            });
            plan(out, answer);
            calls(out, answer.path("calls"));
            said(out, answer.path("said"));
        }
    }

    /** {@code tandem explain task}. */
    @Command(
            name = "task",
            mixinStandardHelpOptions = true,
            description = "Who said what of a task and what holds; by its id in Commerce or in Planner.")
    static final class Task extends Explanation {
        Task() {
            super("/api/explain/task?id=");
        }

        @Override
        void print(PrintWriter out, JsonNode answer) {
            answer.path("value").forEach(story -> {
                JsonNode row = story.path("row");
                say(
                        out,
                        0,
                        "\"" + text(row, "title") + "\" of store " + text(row, "storeNumber") + ": "
                                + text(row, "status"));
                say(out, 1, text(story, "origin"));
                story.path("lines").forEach(line -> {
                    say(
                            out,
                            1,
                            text(line, "field") + ": \"" + text(line, "holds") + "\", " + text(line, "who")
                                    + "; Commerce \"" + text(line, "commerce") + "\" " + time(line.path("saidAt"))
                                    + ", Planner \"" + text(line, "planner") + "\"");
                    if (!text(line, "note").isEmpty()) {
                        say(out, 2, text(line, "note"));
                    }
                });
                each(out, 1, row.path("conflicts"));
                if (!text(story, "trouble").isEmpty()) {
                    say(out, 1, text(story, "trouble"));
                }
            });
        }
    }

    /** What all three have in common. */
    private abstract static class Explanation extends OpsCommand {
        private final String path;

        @Parameters(paramLabel = "ID", description = "A number such as 000205, or the id of a task.")
        private String id = "";

        @Option(names = "--json", description = "Prints the answer of the REST API as it is.")
        private boolean json;

        Explanation(String path) {
            this.path = path;
        }

        abstract void print(PrintWriter out, JsonNode answer);

        @Override
        int ask(OpsClient ops, PrintWriter out) throws IOException, InterruptedException {
            JsonNode answer = ops.get(path + OpsClient.encoded(id));
            if (json) {
                out.println(answer);
            } else {
                print(out, answer);
            }
            return 0;
        }
    }

    private static String whose(String number, String name) {
        String whose = number.equals(Communications.TEAM.value()) ? "The communications managers" : "Store " + number;
        return whose + ", " + name;
    }

    private static void plan(PrintWriter out, JsonNode team) {
        team.path("plan").forEach(step -> say(out, 1, "To do: " + step.asText()));
        team.path("holds").forEach(hold -> say(out, 1, "Held: " + hold.asText()));
    }

    private static void calls(PrintWriter out, JsonNode calls) {
        calls.forEach(call -> say(
                out,
                1,
                "Call " + text(call, "at") + ": " + text(call, "sentence") + " -> " + text(call, "outcome")
                        + " (request-id " + call.path("requestId").asText("none") + ")"));
    }

    private static void said(PrintWriter out, JsonNode words) {
        say(out, 0, "Commerce said");
        words.forEach(word -> say(
                out,
                1,
                text(word, "at") + " " + text(word, "what") + " (event " + text(word, "event") + " of "
                        + text(word, "source") + ")"));
    }

    private static void each(PrintWriter out, int depth, JsonNode sentences) {
        sentences.forEach(sentence -> say(out, depth, sentence.asText()));
    }

    private static String time(JsonNode at) {
        return at.isTextual() ? at.asText() : "never";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static void say(PrintWriter out, int depth, String sentence) {
        out.println("  ".repeat(depth) + OpsClient.shown(sentence));
    }
}
