package io.tandem.route;

import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.component.graph.webhook.SubscriptionCalls;
import io.tandem.component.graph.webhook.SubscriptionState;
import io.tandem.component.graph.webhook.SubscriptionState.Act;
import io.tandem.model.Subscription;
import io.tandem.model.SubscriptionBook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One look after all subscriptions: what is due is called for at the same time, what is wanted no more is removed.
 *
 * @param graph makes a call; its future never fails
 * @param book where it is written how they stand
 * @param clock the time
 */
record SubscriptionRound(
        Function<GraphRequest, CompletableFuture<GraphAnswer>> graph, SubscriptionBook book, InstantSource clock) {
    /** In place of an answer when a call was not made: how things stand is the other instance's to write down. */
    static final GraphAnswer TAKEN_OVER =
            new GraphAnswer.Unavailable(false, "another instance keeps the subscriptions now", null);

    /** Every ten seconds less than Graph takes: 500 in 20 s (graph-contract 11.3). */
    private static final int MOST_CALLS = 100;

    private static final Set<Integer> REFUSALS = Set.of(400, 402, 403);

    private static final int NOT_FOUND = 404;

    /** The endpoint did not answer Graph: no reason to try another resource. */
    private static final String NOT_REACHED = "ValidationError";

    /** A subscription that is wanted and how it stands. */
    private record Entry(Wanted wanted, Subscription known, SubscriptionState state) {
        Act act() {
            return state.next();
        }

        boolean creates() {
            return act() instanceof Act.Create;
        }
    }

    /** A call that was made. */
    private record Call(Entry entry, Act act, CompletableFuture<GraphAnswer> answer) {}

    /**
     * Looks after them.
     *
     * @param made told of the subscriptions that were made, before that is written down: of what happened until then nobody
     *     was notified
     */
    void run(List<Wanted> wanted, Consumer<List<Wanted>> made) {
        Map<String, Subscription> known = book.all().stream().collect(Collectors.toMap(Subscription::resource, s -> s));
        drop(known, wanted);
        Set<String> inTheWay = replace(known, wanted);
        List<Wanted> free = wanted.stream()
                .filter(one -> !inTheWay.contains(one.resource()))
                .toList();
        List<Call> calls = due(entries(free, known)).stream().map(this::call).toList();
        CompletableFuture.allOf(calls.stream().map(Call::answer).toArray(CompletableFuture[]::new))
                .join();
        List<Wanted> fresh = calls.stream()
                .filter(call ->
                        call.act() instanceof Act.Create && call.answer().join() instanceof GraphAnswer.Success)
                .map(call -> call.entry().wanted())
                .toList();
        if (!fresh.isEmpty()) {
            made.accept(fresh);
        }
        calls.stream().filter(call -> call.answer().join() != TAKEN_OVER).forEach(call -> book.write(after(call)));
    }

    private List<Entry> entries(List<Wanted> wanted, Map<String, Subscription> known) {
        return wanted.stream()
                .map(one -> entry(
                        one, known.getOrDefault(one.resource(), Subscription.wished(one.resource(), one.terms()))))
                .toList();
    }

    private Entry entry(Wanted wanted, Subscription known) {
        SubscriptionState state = state(known);
        return new Entry(
                wanted,
                known,
                !known.stands() || known.certificate().equals(wanted.certificate())
                        ? state
                        : state.hurried(clock.instant()));
    }

    /** Those that stand first; of a kind of single teams only one is tried until Graph takes them. */
    private List<Entry> due(List<Entry> entries) {
        Instant now = clock.instant();
        Map<String, Integer> tries = new HashMap<>();
        Map<String, Boolean> welcome = entries.stream()
                .filter(entry -> entry.wanted().isOfTeam())
                .collect(Collectors.groupingBy(
                        entry -> entry.wanted().everywhere(),
                        Collectors.collectingAndThen(Collectors.toList(), teams -> welcome(teams, now))));
        return entries.stream()
                .filter(entry -> !entry.act().at().isAfter(now))
                .sorted(Comparator.comparing(Entry::creates))
                .filter(entry -> !entry.wanted().isOfTeam()
                        || !entry.creates()
                        || welcome.getOrDefault(entry.wanted().everywhere(), false)
                        || tries.merge(entry.wanted().everywhere(), 1, Integer::sum) == 1)
                .limit(MOST_CALLS)
                .toList();
    }

    /** Whether Graph takes subscriptions to single teams, as those of one kind stand. */
    private static boolean welcome(List<Entry> teams, Instant now) {
        return teams.stream().anyMatch(entry -> entry.known().stands())
                && teams.stream()
                        .noneMatch(entry -> entry.known().refusal() != null
                                && entry.state().notBefore().isAfter(now));
    }

    private Call call(Entry entry) {
        Act act = entry.act();
        return new Call(entry, act, calls(entry.wanted()).ask(act, clock.instant()));
    }

    private Subscription after(Call call) {
        Wanted wanted = call.entry().wanted();
        Subscription before = call.entry().known();
        GraphAnswer answer = call.answer().join();
        SubscriptionState state = calls(wanted).after(call.entry().state(), call.act(), answer, clock.instant());
        boolean certified = answer instanceof GraphAnswer.Success && !(call.act() instanceof Act.Reauthorize);
        return new Subscription(
                wanted.resource(),
                state.id(),
                wanted.terms(),
                certified ? wanted.certificate() : before.certificate(),
                new Subscription.Times(
                        state.renewAt(), state.expires(), state.patched(), state.reauthorized(), state.notBefore()),
                state.reauthorize(),
                state.failures(),
                refusal(call.act(), answer, before.refusal()));
    }

    private static @Nullable String refusal(Act act, GraphAnswer answer, @Nullable String before) {
        return switch (answer) {
            case GraphAnswer.Success success -> null;
            case GraphAnswer.Rejected rejected
            when act instanceof Act.Create
                    && REFUSALS.contains(rejected.status())
                    && !rejected.code().equals(NOT_REACHED) -> (rejected.status() + " " + rejected.code()).strip();
            default -> before;
        };
    }

    /**
     * Removes those that stand on other terms. The new one waits until the old one is gone: both would deliver, and only one of
     * them is written down.
     *
     * @return the resources of which the old one may still stand
     */
    private Set<String> replace(Map<String, Subscription> known, Collection<Wanted> wanted) {
        Map<Wanted, Subscription> old = new LinkedHashMap<>();
        wanted.forEach(one -> Optional.ofNullable(known.get(one.resource()))
                .filter(subscription ->
                        subscription.stands() && !subscription.terms().equals(one.terms()))
                .ifPresent(subscription -> old.put(one, subscription)));
        Map<Wanted, CompletableFuture<Boolean>> removals = new LinkedHashMap<>();
        old.entrySet().stream()
                .limit(MOST_CALLS)
                .forEach(one -> removals.put(one.getKey(), isGone(one.getKey(), one.getValue())));
        removals.forEach((one, gone) -> {
            if (gone.join()) {
                old.remove(one);
                Subscription wished = Subscription.wished(one.resource(), one.terms());
                known.put(one.resource(), wished);
                book.write(wished);
            }
        });
        return old.keySet().stream().map(Wanted::resource).collect(Collectors.toSet());
    }

    /** Removes one; whether Graph has it no more. */
    private CompletableFuture<Boolean> isGone(Wanted any, Subscription subscription) {
        String id = subscription.id();
        return id == null
                ? CompletableFuture.completedFuture(true)
                : calls(any).remove(id).thenApply(answer -> isGone(answer, subscription));
    }

    private boolean isGone(GraphAnswer answer, Subscription subscription) {
        return switch (answer) {
            case GraphAnswer.Success success -> true;
            case GraphAnswer.Rejected rejected -> rejected.status() == NOT_FOUND || !stands(subscription);
            default -> answer != TAKEN_OVER && !stands(subscription);
        };
    }

    private boolean stands(Subscription subscription) {
        return subscription.standsAt(clock.instant());
    }

    private void drop(Map<String, Subscription> known, Collection<Wanted> wanted) {
        Set<String> kept = wanted.stream().map(Wanted::resource).collect(Collectors.toSet());
        Wanted any = wanted.iterator().next();
        List<CompletableFuture<Void>> removals = known.values().stream()
                .filter(subscription -> !kept.contains(subscription.resource()))
                .limit(MOST_CALLS)
                .map(subscription -> removed(any, subscription))
                .toList();
        CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new)).join();
    }

    /** It is forgotten when Graph has it no more; else the next round tries again. */
    private CompletableFuture<Void> removed(Wanted any, Subscription subscription) {
        return isGone(any, subscription).thenAccept(gone -> {
            if (gone) {
                book.forget(subscription.resource());
            }
        });
    }

    private SubscriptionCalls calls(Wanted wanted) {
        return new SubscriptionCalls(wanted.wish(), graph);
    }

    private static SubscriptionState state(Subscription known) {
        Subscription.Times times = known.times();
        return new SubscriptionState(
                known.id(),
                times.renewAt(),
                times.expires(),
                times.patched(),
                times.reauthorized(),
                known.asked(),
                known.failures(),
                times.notBefore());
    }
}
