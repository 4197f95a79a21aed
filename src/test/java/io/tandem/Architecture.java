package io.tandem;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.tandem.PlantedCode.Breach;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What packages and classes may do (DESIGN 4, STYLE "Code"). Beside each rule stands code that breaks it. */
final class Architecture {
    static final String BASE = "io.tandem";

    /** A store has a manager or none; that is no class that manages. */
    private static final String EMPTY_WORDS = ".*(Impl|Utils?|Helper|(?<!No|NoTask)Manager)(\\$.*)?";

    private static final List<String> PURE = List.of("model", "commerce", "teams", "tasks", "deadletter");
    private static final Set<String> TIMELESS = pureAnd("route", "jdbc", "console");

    /** The column "may use" of DESIGN 4; the main class is the empty name, and a package may use itself. */
    private static final Map<String, Set<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("", pureAnd("route", "jdbc", "console", "component")),
            Map.entry("cli", pureAnd("", "jdbc", "console", "component", "simulator", "embedded")),
            Map.entry("model", Set.of()),
            Map.entry("commerce", Set.of("model")),
            Map.entry("teams", Set.of("model")),
            Map.entry("tasks", Set.of("model")),
            Map.entry("deadletter", Set.of("model")),
            // To whoever writes routes the component is part of Camel: its requests and answers are their bodies.
            Map.entry("route", pureAnd("component")),
            // The console's views of stores are a port too.
            Map.entry("jdbc", pureAnd("console")),
            Map.entry("console", pureAnd()),
            Map.entry("component", Set.of()),
            Map.entry("simulator", Set.of()),
            // Not the main class, which must run without what is embedded.
            Map.entry("embedded", pureAnd("jdbc", "console", "component"))));

    private Architecture() {}

    /** A rule, and code that must make it fail. */
    record Rule(ArchRule rule, List<Breach> breaches) {
        Rule {
            if (breaches.isEmpty()) {
                throw new IllegalArgumentException("nobody knows whether this can fail: " + rule.getDescription());
            }
        }

        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    static List<Rule> rules() {
        return Stream.of(packages(), parts(), habits(), shapes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Rule> packages() {
        Stream<Rule> mayUse = MAY_USE.keySet().stream().map(Architecture::mayUse);
        Rule cycles = new Rule(
                slices().assignedFrom(byPackage()).should().beFreeOfCycles().as("packages are free of cycles"),
                List.of(
                        new Breach(
                                "teams",
                                "Left",
                                "public class Left { public io.tandem.commerce.Right right; }",
                                "Cycle detected"),
                        new Breach(
                                "commerce",
                                "Right",
                                "public class Right { public io.tandem.teams.Left left; }",
                                "Cycle detected")));
        return Stream.concat(mayUse, Stream.of(cycles)).toList();
    }

    /** One class of the package that uses one class of each package it must not use. */
    private static Rule mayUse(String user) {
        Set<String> allowed = MAY_USE.getOrDefault(user, Set.of());
        List<String> forbidden = MAY_USE.keySet().stream()
                .filter(used -> !used.equals(user) && !allowed.contains(used))
                .toList();
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(pattern(user))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        forbidden.stream().map(Architecture::pattern).toArray(String[]::new))
                .as("%s uses nothing of ours but %s".formatted(named(user), allowed))
                .allowEmptyShould(user.equals("tasks"));
        Stream<Breach> users = forbidden.stream().map(used -> {
            String type = "Uses" + (used.isEmpty() ? "Main" : used);
            String target = named(used) + ".Used" + user;
            return new Breach(user, type, "class %s { %s used; }".formatted(type, target), target);
        });
        Stream<Breach> targets = forbidden.stream()
                .map(used -> new Breach(used, "Used" + user, "public class Used%s {}".formatted(user), "Used" + user));
        return new Rule(rule, Stream.concat(users, targets).toList());
    }

    private static List<Rule> parts() {
        return List.of(
                new Rule(
                        onlyUse(List.of("model", "tasks", "deadletter"))
                                .as("model, tasks and deadletter need nothing but the JDK"),
                        inEach(List.of("model", "tasks", "deadletter"), "org.slf4j.Logger log;")),
                new Rule(
                        onlyUse(List.of("teams"), "org.apache.commons.csv..")
                                .as("teams needs nothing but the JDK and Commons CSV"),
                        inEach(List.of("teams"), "org.slf4j.Logger log;")),
                new Rule(
                        onlyUse(List.of("commerce"), "com.fasterxml.jackson..", "com.networknt.schema..")
                                .as("commerce needs nothing but the JDK, Jackson and the schema validator"),
                        inEach(List.of("commerce"), "org.slf4j.Logger log;")),
                new Rule(
                        onlyUse(
                                        List.of("component"),
                                        "com.fasterxml.jackson..",
                                        "com.azure..",
                                        "com.microsoft.aad.msal4j..",
                                        "com.nimbusds..",
                                        "javax.crypto..",
                                        "org.apache.camel..",
                                        "org.slf4j..")
                                .as(
                                        "component needs nothing but the JDK, Camel, azure-identity, Nimbus, Jackson and SLF4J"),
                        inEach(List.of("component.graph"), "io.vertx.core.Vertx vertx;")),
                new Rule(
                        onlyUse(List.of("simulator"), "com.fasterxml.jackson..", "io.vertx..", "org.slf4j..")
                                .as("simulator needs nothing but the JDK, Jackson, Vert.x and SLF4J"),
                        inEach(List.of("simulator"), "com.azure.core.credential.TokenCredential credential;")),
                new Rule(
                        notUsed(
                                        List.of("jdbc"),
                                        "java.sql..",
                                        "javax.sql..",
                                        "org.jdbi..",
                                        "org.flywaydb..",
                                        "com.zaxxer..",
                                        "org.postgresql..")
                                .as("SQL is spoken in jdbc alone"),
                        Stream.of(
                                        inEach(others("jdbc"), "java.sql.Connection connection;"),
                                        inEach(List.of("cli"), "org.jdbi.v3.core.Jdbi jdbi;"),
                                        inEach(List.of("embedded"), "com.zaxxer.hikari.HikariConfig pool;"),
                                        inEach(List.of("route"), "org.flywaydb.core.Flyway flyway;"))
                                .flatMap(List::stream)
                                .toList()),
                new Rule(
                        notUsed(List.of("", "route", "component"), "org.apache.camel..")
                                .as("Camel is known to the main class, the beans of routes, and the component"),
                        inEach(
                                List.of("cli", "jdbc", "console", "embedded", "simulator", "teams", "commerce"),
                                "org.apache.camel.Exchange exchange;")));
    }

    private static List<Rule> habits() {
        return List.of(
                new Rule(
                        pureUsesNone("java.net..", "java.net.http..", "javax.net..", "java.nio.channels..")
                                .as("pure packages know no network"),
                        inEach(PURE, "java.net.Socket socket;")),
                new Rule(
                        pureUsesNone("java.util.concurrent..").as("pure packages know no executors"),
                        inEach(PURE, "java.util.concurrent.Executor executor;")),
                new Rule(
                        noClasses()
                                .that()
                                .resideInAnyPackage(patterns(PURE))
                                .should()
                                .dependOnClassesThat()
                                .belongToAnyOf(Thread.class, ThreadLocal.class)
                                .as("pure packages know no threads"),
                        inEach(PURE, "Object mine() { return Thread.currentThread(); }")),
                new Rule(
                        noClasses()
                                .that()
                                .resideInAnyPackage(patterns(TIMELESS))
                                .should()
                                .accessTargetWhere(target("reads the system clock", Architecture::readsSystemClock))
                                .as("whoever needs the time takes a Clock"),
                        Stream.of(
                                        inEach(TIMELESS, "Object now() { return java.time.Instant.now(); }"),
                                        inEach(List.of("route"), "Object now() { return java.time.LocalDate.now(); }"),
                                        inEach(
                                                List.of("route"),
                                                "Object now() { return java.time.LocalDate.now(java.time.ZoneOffset.UTC); }"),
                                        inEach(
                                                List.of("route"),
                                                "java.util.function.Supplier<?> now = java.time.Instant::now;"),
                                        inEach(
                                                List.of("teams"),
                                                "Object now() { return java.time.Clock.systemUTC(); }"),
                                        inEach(
                                                List.of("teams"),
                                                "Object now() { return java.time.InstantSource.system(); }"),
                                        inEach(List.of("jdbc"), "Object now() { return new java.util.Date(); }"),
                                        inEach(List.of("jdbc"), "long now() { return System.currentTimeMillis(); }"),
                                        inEach(List.of("jdbc"), "long now() { return System.nanoTime(); }"))
                                .flatMap(List::stream)
                                .toList()),
                new Rule(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(pattern("simulator"))
                                .should()
                                .accessTargetWhere(target("sleeps", Architecture::sleeps))
                                .as("nobody sleeps but the simulator"),
                        Stream.of(
                                        inEach(others("simulator"), "void nap() throws Exception { Thread.sleep(1); }"),
                                        inEach(
                                                List.of("cli"),
                                                "void nap() throws Exception { java.util.concurrent.TimeUnit.DAYS.sleep(1); }"),
                                        inEach(
                                                List.of("cli"),
                                                "void nap() { java.util.concurrent.locks.LockSupport.parkNanos(1); }"))
                                .flatMap(List::stream)
                                .toList()),
                new Rule(
                        noClasses().should(ACCESS_STANDARD_STREAMS).as("nobody prints past the command or the log"),
                        inEach(List.of("route"), "void say() { System.out.println(); }")),
                new Rule(
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("java.util.logging..")
                                .as("logs go through SLF4J"),
                        inEach(List.of("route"), "java.util.logging.Logger log;")));
    }

    private static List<Rule> shapes() {
        return List.of(
                new Rule(
                        classes().should(stand("in a null-marked package", Architecture::nullMarked)),
                        List.of(new Breach("unmarked", "Planted", "class Planted {}", "io.tandem.unmarked.Planted"))),
                new Rule(
                        noClasses().should().haveNameMatching(EMPTY_WORDS).as("names say what a class is for"),
                        Stream.concat(
                                        Stream.of("PlanImpl", "TextUtil", "TextUtils", "PlanHelper", "TeamManager")
                                                .map(Architecture::called),
                                        Stream.of(new Breach(
                                                "route",
                                                "Outer",
                                                "class Outer { class InnerImpl {} }",
                                                "io.tandem.route.Outer$InnerImpl")))
                                .toList()),
                new Rule(
                        classes()
                                .that()
                                .resideInAPackage(pattern("jdbc"))
                                .and(implementPort())
                                .should()
                                .bePackagePrivate()
                                .as("adapters in jdbc are package-private"),
                        List.of(
                                new Breach("teams", "Port", "public interface Port {}", "io.tandem.jdbc.JdbcPort"),
                                new Breach(
                                        "jdbc",
                                        "JdbcPort",
                                        "public class JdbcPort implements io.tandem.teams.Port {}",
                                        "io.tandem.jdbc.JdbcPort"))),
                new Rule(
                        fields().that()
                                .areStatic()
                                .and(describe(
                                        "written in source",
                                        field -> !field.getName().contains("$")))
                                .should()
                                .beFinal()
                                .as("statics hold no state"),
                        inEach(List.of("route"), "static int count;")));
    }

    private static ArchRule onlyUse(Collection<String> users, String... libraries) {
        String[] allowed = Stream.concat(
                        Stream.of("java..", "javax.crypto..", "javax.net.ssl..", "org.jspecify..", BASE + ".."),
                        Arrays.stream(libraries))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAnyPackage(patterns(users))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    private static ArchRule notUsed(Collection<String> but, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(patterns(but))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static ArchRule pureUsesNone(String... libraries) {
        return noClasses()
                .that()
                .resideInAnyPackage(patterns(PURE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static boolean readsSystemClock(AccessTarget target) {
        String owner = target.getOwner().getFullName();
        String name = target.getName();
        boolean withClock = target instanceof CodeUnitCallTarget called
                && called.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        return (owner.startsWith("java.time.") && name.equals("now") && !withClock)
                || (owner.equals("java.time.Clock")
                        && (name.startsWith("system") || (name.startsWith("tick") && !withClock)))
                || (owner.equals("java.time.InstantSource") && name.equals("system"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(name))
                || (target.getOwner().isEquivalentTo(Date.class)
                        && name.equals("<init>")
                        && target instanceof CodeUnitCallTarget made
                        && made.getRawParameterTypes().isEmpty());
    }

    private static boolean sleeps(AccessTarget target) {
        String owner = target.getOwner().getFullName();
        return (target.getName().equals("sleep")
                        && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                .contains(owner))
                || (owner.equals("java.util.concurrent.locks.LockSupport")
                        && target.getName().startsWith("park"));
    }

    private static DescribedPredicate<JavaAccess<?>> target(String description, Predicate<AccessTarget> which) {
        return describe(description, access -> which.test(access.getTarget()));
    }

    private static DescribedPredicate<JavaClass> implementPort() {
        return describe(
                "implement a port",
                type -> type.getAllRawInterfaces().stream()
                        .anyMatch(port -> port.getPackageName().startsWith(BASE)
                                && !port.getPackageName().equals(type.getPackageName())));
    }

    private static boolean nullMarked(JavaClass type) {
        return type.getPackage().isAnnotatedWith(NullMarked.class);
    }

    private static ArchCondition<JavaClass> stand(String where, Predicate<JavaClass> does) {
        return new ArchCondition<>("stand " + where) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type, does.test(type), type.getFullName() + " does not stand " + where));
            }
        };
    }

    private static SliceAssignment byPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    private static Set<String> pureAnd(String... others) {
        return Stream.concat(PURE.stream(), Stream.of(others)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same member in one class of each package. */
    private static List<Breach> inEach(Collection<String> packages, String member) {
        String type = "Planted" + Integer.toHexString(member.hashCode());
        return packages.stream()
                .map(where ->
                        new Breach(where, type, "class %s { %s }".formatted(type, member), named(where) + "." + type))
                .toList();
    }

    private static Breach called(String name) {
        return new Breach("route", name, "class %s {}".formatted(name), "io.tandem.route." + name);
    }

    private static List<String> others(String but) {
        return MAY_USE.keySet().stream().filter(name -> !name.equals(but)).toList();
    }

    private static String named(String name) {
        return name.isEmpty() ? BASE : BASE + "." + name;
    }

    private static String pattern(String name) {
        return name.isEmpty() ? BASE : BASE + "." + name + "..";
    }

    private static String[] patterns(Collection<String> names) {
        return names.stream().map(Architecture::pattern).toArray(String[]::new);
    }
}
