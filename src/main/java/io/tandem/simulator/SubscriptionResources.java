package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /subscriptions} (graph-contract 9.3). A caller sees its own alone. */
final class SubscriptionResources implements Routes.Resource {
    private static final int PAGE_SIZE = 100;

    private final World world;
    private final SubscriptionRules rules;
    private final SubscriptionQuota quota;
    private final Handshake handshake;

    SubscriptionResources(World world, Handshake handshake) {
        this.world = world;
        this.rules = new SubscriptionRules(world);
        this.quota = new SubscriptionQuota(world);
        this.handshake = handshake;
    }

    /** A call that waits until endpoints have passed their validation; all other checks come first, and once more afterwards. */
    private final class Validated implements Routes.Handler {
        private final Function<Call, List<String>> urls;
        private final Routes.Handler then;
        private final Map<String, Optional<GraphError>> verdicts = new HashMap<>();

        Validated(Function<Call, List<String>> urls, Routes.Handler then) {
            this.urls = urls;
            this.then = then;
        }

        @Override
        public CompletionStage<Void> before(Call call) {
            List<String> asked = urls.apply(call);
            return asked.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : handshake
                            .with(asked)
                            .<Void>map(verdict -> {
                                verdicts.put(call.request().requestId(), verdict);
                                return null;
                            })
                            .toCompletionStage();
        }

        @Override
        public GraphResponse handle(Call call) {
            Optional<GraphError> verdict = verdicts.remove(call.request().requestId());
            if (!urls.apply(call).isEmpty()) {
                if (verdict == null) {
                    throw GraphError.badRequest("An endpoint cannot be validated for a request inside a batch.");
                }
                verdict.ifPresent(refusal -> {
                    throw refusal;
                });
            }
            return then.handle(call);
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/subscriptions", this::list);
        routes.on("POST", "/subscriptions", new Validated(this::urlsOfNew, this::create));
        routes.on("GET", "/subscriptions/{subscription}", this::get);
        routes.on("PATCH", "/subscriptions/{subscription}", new Validated(this::urlsOfChanged, this::update));
        routes.on("DELETE", "/subscriptions/{subscription}", this::delete);
        routes.on("POST", "/subscriptions/{subscription}/reauthorize", this::reauthorize);
    }

    private GraphResponse list(Call call) {
        Query query = call.query("subscription", SubscriptionView.PROPERTIES);
        Stream<Subscription> own = world.tenant().notifications().subscriptions().stream()
                .filter(subscription -> visible(subscription, call));
        return GraphResponse.ok(
                query.page(own, PAGE_SIZE, subscription -> query.shape(SubscriptionView.whole(subscription))));
    }

    private GraphResponse get(Call call) {
        return GraphResponse.ok(entity(call, known(call)));
    }

    private GraphResponse create(Call call) {
        Subscription subscription = admitted(call);
        world.ledger().commit(new Change.SubscriptionPut(subscription));
        return GraphResponse.created(entity(call, subscription));
    }

    private GraphResponse update(Call call) {
        Subscription changed = rules.patched(call, known(call));
        world.ledger().commit(new Change.SubscriptionPut(changed));
        return GraphResponse.ok(entity(call, changed));
    }

    private GraphResponse delete(Call call) {
        world.ledger().commit(new Change.SubscriptionGone(known(call).id()));
        return GraphResponse.noContent();
    }

    private GraphResponse reauthorize(Call call) {
        world.ledger().commit(new Change.SubscriptionPut(rules.reauthorized(call, known(call))));
        return GraphResponse.noContent();
    }

    private Subscription admitted(Call call) {
        Subscription subscription = rules.created(call);
        quota.admit(subscription);
        return subscription;
    }

    /** Twice the same URL is asked twice. */
    private List<String> urlsOfNew(Call call) {
        Subscription subscription = admitted(call);
        @Nullable String lifecycleUrl = subscription.lifecycleUrl();
        return lifecycleUrl == null
                ? List.of(subscription.notificationUrl())
                : List.of(subscription.notificationUrl(), lifecycleUrl);
    }

    private List<String> urlsOfChanged(Call call) {
        Subscription known = known(call);
        String url = rules.patched(call, known).notificationUrl();
        boolean asked = world.profile().notifications().patchedUrlValidated() && !url.equals(known.notificationUrl());
        return asked ? List.of(url) : List.of();
    }

    private Subscription known(Call call) {
        return world.tenant()
                .notifications()
                .subscription(call.id("subscription"))
                .filter(subscription -> visible(subscription, call))
                .orElseThrow(() -> GraphError.of(404, "ResourceNotFound", "The object was not found."));
    }

    private boolean visible(Subscription subscription, Call call) {
        return subscription.live(rules.now(call)) && Objects.equals(subscription.application(), call.caller());
    }

    private static ObjectNode entity(Call call, Subscription subscription) {
        Query query = call.query("subscription", SubscriptionView.PROPERTIES);
        return Json.object()
                .put("@odata.context", call.context("subscriptions/$entity"))
                .setAll(query.shape(SubscriptionView.whole(subscription)));
    }
}
