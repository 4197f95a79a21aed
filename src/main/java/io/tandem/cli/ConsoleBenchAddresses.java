package io.tandem.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.console.TaskMap;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is asked for at each path of the ops side: the path itself, or what costs it the most. */
record ConsoleBenchAddresses(ConsoleBenchAsker asker, String store) {
    /** A path, and addresses of it; names in braces stand for what there is. */
    private static final String KNOWN = """
            /stores /stores /stores?page=40 /stores?q=an /stores?state=failed&region={region}
            /stores/:number /stores/{store}
            /stores/:number/tasks /stores/{store}/tasks?ref=commerce/{task}
            /people/:number /people/{worker}
            /tasks /tasks /tasks?page={last} /tasks?list={list} /tasks?region={region}&list={list}&page=2
            /explain /explain /explain?q=an /explain?q=windows /explain?q={store} /explain?q=nobodyiscalledso
            /hierarchy /hierarchy /hierarchy?node={node}
            /holds/:number /holds/{hold}
            /dead-letters /dead-letters /dead-letters?text=letter /dead-letters?state=open&cause=invalid&after=5000
            /dead-letters/preview /dead-letters/preview /dead-letters/preview?cause=invalid
            /dead-letters/:id /dead-letters/{letter}
            /activity /activity /activity?after=2500
            /api/stores/:number /api/stores/{store}
            /api/people/:number /api/people/{worker}
            /api/tasks /api/tasks?limit=1000 /api/tasks?status=Completed&limit=1000 /api/tasks?store={store}
            /api/tasks/rollup /api/tasks/rollup?by=region /api/tasks/rollup?by=list /api/tasks/rollup?by=store
            /api/hierarchy /api/hierarchy /api/hierarchy?leaveOut=true
            /api/hierarchy.csv /api/hierarchy.csv?leaveOut=true
            /api/holds/:number /api/holds/{hold}
            /api/runs/:number /api/runs/{run}
            /api/dead-letters /api/dead-letters?limit=1000 /api/dead-letters?text=letter
            /api/dead-letters/groups /api/dead-letters/groups?by=cause /api/dead-letters/groups?by=key
            /api/dead-letters/replays/:number /api/dead-letters/replays/{replay}
            /api/dead-letters/:id /api/dead-letters/{letter}
            /api/activity /api/activity?limit=1000
            /api/plan /api/plan /api/plan?store={store}
            /api/explain/worker/:number /api/explain/worker/{worker}
            /api/explain/store/:number /api/explain/store/{store}
            /api/explain/task /api/explain/task?id={task}
            """;

    /**
     * {@return the addresses to ask for}
     *
     * @throws IllegalStateException when there is nothing at one of the paths to ask for
     */
    List<String> of(List<String> paths) throws IOException, InterruptedException {
        Map<String, String> names = names();
        names.forEach((name, value) -> {
            if (value.isEmpty()) {
                throw new IllegalStateException(
                        "the retailer of the bench has no " + name + " that could be asked for");
            }
        });
        return forms(paths).stream().map(form -> filled(form, names)).toList();
    }

    /**
     * {@return the forms of the addresses to ask for}
     *
     * @throws IllegalStateException when nobody has said what to ask for at one of the paths
     */
    static List<String> forms(List<String> paths) {
        Map<String, List<String>> known = KNOWN.lines()
                .map(line -> List.of(line.split(" ")))
                .collect(Collectors.toMap(List::getFirst, words -> words.subList(1, words.size())));
        List<String> forms = paths.stream()
                .flatMap(path -> known.getOrDefault(path, List.of(path)).stream())
                .toList();
        forms.stream().filter(form -> form.contains("/:")).findFirst().ifPresent(unknown -> {
            throw new IllegalStateException("nobody has said what to ask for at " + unknown + "; add a line to "
                    + ConsoleBenchAddresses.class.getSimpleName());
        });
        return forms;
    }

    private static String filled(String form, Map<String, String> names) {
        String filled = form;
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace("{" + name.getKey() + "}", OpsClient.encoded(name.getValue()));
        }
        return filled;
    }

    private Map<String, String> names() throws IOException, InterruptedException {
        Map<String, String> names = new LinkedHashMap<>();
        JsonNode task = asker.json("/api/tasks?limit=1&store=" + store).at("/value/0");
        JsonNode all = asker.json("/api/tasks/rollup?by=list").path("value");
        long overdue = 0;
        for (JsonNode list : all) {
            overdue += list.path("overdue").asLong();
        }
        names.put("store", store);
        names.put("task", task.path("taskId").asText());
        names.put("list", task.path("list").asText());
        names.put("region", task.path("region").asText());
        names.put("worker", store);
        names.put("last", Long.toString(Math.max(1, Math.ceilDiv(overdue, TaskMap.Wanted.SIZE))));
        names.put("node", asker.json("/api/hierarchy").at("/nodes/1/node").asText());
        names.put("hold", asker.json("/api/holds").at("/value/0/number").asText());
        names.put("run", asker.json("/api/runs").at("/value/0/number").asText());
        names.put(
                "letter",
                asker.json("/api/dead-letters?cause=invalid&limit=1")
                        .at("/value/0/id")
                        .asText());
        names.put(
                "replay",
                asker.json("/api/dead-letters/replays").at("/value/0/number").asText());
        return names;
    }
}
