package io.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.RouteFile.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules for route files (STYLE "Routes"). Beside each stands what breaks it in {@link #SOUND}.
 *
 * @param configurations ids of the route configurations there are
 * @param keys settings that placeholders may name
 * @param beans beans that steps may name, and their classes
 */
record RouteShape(Set<String> configurations, Set<String> keys, Map<String, Class<?>> beans) {
    private static final int MOST_LINES = 120;
    private static final int MOST_STEPS = 12;
    private static final String ERROR_HANDLING = "error-handling";
    private static final Set<String> ADDRESSES =
            Set.of("topic", "groupId", "brokers", "host", "port", "path", "baseUri", "maxPollRecords");
    private static final Set<String> LANGUAGES =
            Set.of("groovy", "java", "joor", "js", "mvel", "ognl", "python", "script", "spel");
    private static final Set<String> ERROR_HANDLERS = Set.of("onException", "errorHandler", "doTry");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern SENTENCE = Pattern.compile("[A-Z][^.!?]*\\.");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");

    /** A route without fault. */
    static final String SOUND = """
            - route:
                id: sound
                description: Takes what comes and hands it on.
                routeConfigurationId: intake
                from:
                  uri: kafka
                  parameters:
                    topic: "{{tandem.topics.commerce-events}}"
                  steps:
                    - bean:
                        id: read-records
                        ref: intake
                        method: read
                    - split:
                        id: each-record
                        simple: "${body}"
                        steps:
                          - to:
                              id: hand-on
                              uri: direct
                              parameters:
                                name: dead-letters
            """;

    /**
     * A rule.
     *
     * @param sentence what it asks for
     * @param faults what in a file is against it
     * @param breach makes {@link #SOUND} break it
     */
    record Rule(String sentence, Function<RouteFile, Stream<String>> faults, Function<String, String> breach) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    List<Rule> rules() {
        return Stream.concat(formRules().stream(), nameRules().stream()).toList();
    }

    private List<Rule> formRules() {
        return List.of(
                new Rule(
                        "one flow a file, and configurations only with the handling of errors",
                        this::otherThanOneFlow,
                        text -> text + text),
                new Rule(
                        "from and steps in the canonical form",
                        this::shortForms,
                        replacing(
                                "- bean:\n            id: read-records\n            ref: intake\n            method: read",
                                "- bean: intake")),
                new Rule(
                        "an uri is a bare scheme",
                        this::longUris,
                        replacing("uri: direct", "uri: direct:dead-letters")),
                new Rule(
                        "no question mark in an uri",
                        this::queries,
                        replacing("uri: kafka", "uri: kafka?groupId=tandem")),
                new Rule("at most 120 lines", this::lines, text -> text + "\n".repeat(MOST_LINES)),
                new Rule(
                        "at most 12 steps",
                        this::stepCount,
                        text -> text + "        - log: {id: a}\n".repeat(MOST_STEPS)),
                new Rule("no comments", this::comments, text -> "# Only on Mondays.\n" + text),
                new Rule("no program text", this::programs, replacing("simple: \"${body}\"", "groovy: \"body\"")),
                new Rule(
                        "no expression of several lines",
                        this::longExpressions,
                        replacing("\"${body}\"", "\"${body}\\n${header.a}\"")),
                new Rule(
                        "errors are handled in error-handling alone",
                        this::errorHandlers,
                        replacing("    from:", "    onException:\n      - onException: {}\n    from:")));
    }

    private List<Rule> nameRules() {
        return List.of(
                new Rule("the id is the file's name", this::otherIds, replacing("id: sound", "id: noise")),
                new Rule(
                        "the description is one sentence",
                        this::descriptions,
                        replacing("hands it on.", "hands it on. Then it rests")),
                new Rule(
                        "the route configuration exists",
                        this::unknownConfigurations,
                        replacing("routeConfigurationId: intake", "routeConfigurationId: nobody")),
                new Rule(
                        "every step has an id",
                        this::withoutId,
                        replacing("id: hand-on\n                  uri", "uri")),
                new Rule("ids of steps are unique", this::sameIds, replacing("id: hand-on", "id: read-records")),
                new Rule(
                        "addresses and limits are placeholders",
                        this::fixedAddresses,
                        replacing("\"{{tandem.topics.commerce-events}}\"", "commerce.events")),
                new Rule(
                        "placeholders name settings that exist",
                        this::unknownPlaceholders,
                        replacing("commerce-events}}", "commerce-stories}}")),
                new Rule("beans exist", this::unknownBeans, replacing("ref: intake", "ref: outtake")),
                new Rule("methods of beans exist", this::unknownMethods, replacing("method: read", "method: sing")));
    }

    private Stream<String> otherThanOneFlow(RouteFile file) {
        String wanted = file.name().equals(ERROR_HANDLING) ? "routeConfiguration" : "route";
        boolean fine = file.content().isArray()
                && (file.content().size() == 1 || wanted.equals("routeConfiguration"))
                && file.content().findParents(wanted).size() == file.content().size();
        return fine ? Stream.empty() : Stream.of("holds other things than one " + wanted);
    }

    private Stream<String> shortForms(RouteFile file) {
        Stream<String> from = handlesErrors(file)
                        || (file.route().path("from").path("parameters").isObject()
                                && file.route().path("from").path("steps").isArray())
                ? Stream.empty()
                : Stream.of("from has no uri, parameters and steps of its own");
        return Stream.concat(
                from,
                file.steps().filter(step -> !step.options().isObject()).map(step -> "short form of " + step.kind()));
    }

    private Stream<String> longUris(RouteFile file) {
        return uris(file).filter(uri -> !SCHEME.matcher(uri).matches()).map("uri "::concat);
    }

    private Stream<String> queries(RouteFile file) {
        return uris(file).filter(uri -> uri.contains("?")).map("uri "::concat);
    }

    private Stream<String> lines(RouteFile file) {
        long lines = file.text().lines().count();
        return lines > MOST_LINES ? Stream.of(lines + " lines") : Stream.empty();
    }

    private Stream<String> stepCount(RouteFile file) {
        long steps = file.steps().count();
        return steps > MOST_STEPS ? Stream.of(steps + " steps") : Stream.empty();
    }

    private Stream<String> comments(RouteFile file) {
        return file.text().lines().filter(line -> line.matches("\\s*#.*|[^\"']*\\s#.*"));
    }

    private Stream<String> programs(RouteFile file) {
        return file.entries().map(Map.Entry::getKey).filter(LANGUAGES::contains);
    }

    private Stream<String> longExpressions(RouteFile file) {
        return file.entries()
                .filter(entry -> entry.getValue().isTextual()
                        && entry.getValue().asText().strip().contains("\n"))
                .map(Map.Entry::getKey);
    }

    private Stream<String> errorHandlers(RouteFile file) {
        return handlesErrors(file)
                ? Stream.empty()
                : file.entries().map(Map.Entry::getKey).filter(ERROR_HANDLERS::contains);
    }

    private Stream<String> otherIds(RouteFile file) {
        return flows(file)
                .map(flow -> flow.path("id").asText())
                .filter(id -> !handlesErrors(file) && !id.equals(file.name()))
                .map("id "::concat);
    }

    private Stream<String> descriptions(RouteFile file) {
        return flows(file)
                .map(flow -> flow.path("description").asText())
                .filter(text -> !SENTENCE.matcher(text).matches())
                .map("description "::concat);
    }

    private Stream<String> unknownConfigurations(RouteFile file) {
        String id = file.route().path("routeConfigurationId").asText();
        return handlesErrors(file) || configurations.contains(id) ? Stream.empty() : Stream.of("configuration " + id);
    }

    private Stream<String> withoutId(RouteFile file) {
        return file.steps()
                .filter(step ->
                        !SCHEME.matcher(step.options().path("id").asText()).matches())
                .map(Step::kind);
    }

    private Stream<String> sameIds(RouteFile file) {
        List<String> ids = file.steps()
                .map(step -> step.options().path("id").asText())
                .filter(id -> !id.isEmpty())
                .toList();
        return ids.stream().filter(id -> ids.indexOf(id) != ids.lastIndexOf(id)).distinct();
    }

    private Stream<String> fixedAddresses(RouteFile file) {
        return file.entries()
                .filter(entry -> ADDRESSES.contains(entry.getKey()))
                .filter(entry -> !(entry.getKey().equals("path") && listens(file)))
                .filter(entry -> !PLACEHOLDER.matcher(entry.getValue().asText()).matches())
                .map(entry -> entry.getKey() + ": " + entry.getValue());
    }

    /** The paths at which Tandem itself listens are promised, and nobody's to choose. */
    private static boolean listens(RouteFile file) {
        return file.route().path("from").path("uri").asText().equals("platform-http");
    }

    private Stream<String> unknownPlaceholders(RouteFile file) {
        return PLACEHOLDER
                .matcher(file.text())
                .results()
                .map(found -> found.group(1))
                .filter(key -> !keys.contains(key));
    }

    private Stream<String> unknownBeans(RouteFile file) {
        return beanSteps(file).map(RouteShape::ref).filter(ref -> !beans.containsKey(ref));
    }

    private Stream<String> unknownMethods(RouteFile file) {
        return beanSteps(file)
                .filter(bean -> Stream.ofNullable(beans.get(ref(bean)))
                        .anyMatch(type -> lacks(type, bean.path("method").asText())))
                .map(bean -> ref(bean) + "." + bean.path("method").asText());
    }

    private static boolean lacks(Class<?> bean, String name) {
        return Stream.of(bean.getMethods()).noneMatch(method -> method.getName().equals(name));
    }

    private static Stream<JsonNode> beanSteps(RouteFile file) {
        return file.steps().filter(step -> step.kind().equals("bean")).map(Step::options);
    }

    private static String ref(JsonNode bean) {
        return bean.path("ref").asText();
    }

    private static Stream<JsonNode> flows(RouteFile file) {
        return handlesErrors(file) ? file.configurations() : Stream.of(file.route());
    }

    private static Stream<String> uris(RouteFile file) {
        return file.entries()
                .filter(entry -> entry.getKey().equals("uri"))
                .map(entry -> entry.getValue().asText());
    }

    private static boolean handlesErrors(RouteFile file) {
        return file.name().equals(ERROR_HANDLING);
    }

    private static Function<String, String> replacing(String sound, String broken) {
        return text -> text.replaceFirst(Pattern.quote(sound), Matcher.quoteReplacement(broken));
    }
}
