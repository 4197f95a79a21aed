package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.simulator.Delivery.Outcome;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Sends what is due, several notifications in a POST, and decides from the answer whether they are tried again (graph-contract 9.5). */
final class Dispatcher {
    private static final int MAX_ITEMS = 20;
    private static final int MAX_OPEN = 16;

    private final World world;
    private final Switchboard board;
    private final Courier courier;
    private final ValidationTokens tokens;
    private final Keeper keeper;
    private final NoticeWriter writer;
    private final Set<Long> travelling = new HashSet<>();
    private final Map<String, Integer> open = new HashMap<>();

    Dispatcher(World world, Switchboard board, Courier courier, ValidationTokens tokens) {
        this.world = world;
        this.board = board;
        this.courier = courier;
        this.tokens = tokens;
        this.keeper = new Keeper(world);
        this.writer = new NoticeWriter(world);
    }

    /** Does what the time asks for; called often. */
    void tick() {
        Instant now = board.now();
        keeper.keep(now);
        if (board.switches().paused()) {
            return;
        }
        Map<Post.Address, List<Notice>> posts = new LinkedHashMap<>();
        for (Notice notice : world.tenant().notifications().due(now)) {
            if (!travelling.contains(notice.number())) {
                sort(notice, now, posts);
            }
        }
        posts.forEach(this::send);
    }

    /** What was on its way belongs to a state that is no more. */
    void clear() {
        travelling.clear();
    }

    private void sort(Notice notice, Instant now, Map<Post.Address, List<Notice>> posts) {
        Subscription subscription = world.tenant()
                .notifications()
                .subscription(notice.subscription())
                .orElseThrow();
        String url = notice.lifecycle()
                ? Objects.requireNonNull(subscription.lifecycleUrl())
                : subscription.notificationUrl();
        Post.Address address = new Post.Address(url, notice.attempts() > 0);
        if (!notice.lifecycle() && !subscription.authorized(now)) {
            again(List.of(notice), now);
            log(new Post(address, List.of(notice)), Outcome.WITHHELD);
        } else if (!address.retry() && board.health().mood(url, now) == EndpointHealth.Mood.DROPPING) {
            world.ledger().commit(new Change.NoticeGone(notice.number()));
            log(new Post(address, List.of(notice)), Outcome.DROPPED);
        } else {
            posts.computeIfAbsent(address, key -> new ArrayList<>()).add(notice);
        }
    }

    private void send(Post.Address address, List<Notice> notices) {
        if (board.switches().shuffle()) {
            Collections.shuffle(notices, world.random());
        }
        for (int i = 0; i < notices.size() && open.getOrDefault(address.url(), 0) < MAX_OPEN; i += MAX_ITEMS) {
            send(new Post(address, List.copyOf(notices.subList(i, Math.min(notices.size(), i + MAX_ITEMS)))));
        }
    }

    private void send(Post post) {
        post.notices().forEach(notice -> travelling.add(notice.number()));
        open.merge(post.address().url(), 1, Integer::sum);
        Instant sentAt = board.now();
        List<ObjectNode> items = items(post);
        courier.post(
                        post.address().url(),
                        "application/json; charset=utf-8",
                        Buffer.buffer(Json.bytes(collection(post, items))),
                        Post.longest(board.switches().patience()))
                .onSuccess(reply -> settle(post, items, sentAt, reply));
    }

    private List<ObjectNode> items(Post post) {
        List<ObjectNode> items = new ArrayList<>();
        post.notices().forEach(notice -> items.add(notice.item()));
        if (world.draw(board.switches().strangerRate())) {
            items.add(world.random().nextInt(items.size() + 1), writer.stranger());
        }
        return items;
    }

    private ObjectNode collection(Post post, List<ObjectNode> items) {
        ObjectNode collection = Json.object();
        ArrayNode value = collection.putArray("value");
        items.forEach(value::add);
        Set<String> audiences = new LinkedHashSet<>();
        for (Notice notice : post.notices()) {
            if (notice.item().has("encryptedContent")) {
                audiences.add(world.tenant()
                        .notifications()
                        .subscription(notice.subscription())
                        .orElseThrow()
                        .audience());
            }
        }
        if (!audiences.isEmpty()) {
            ArrayNode list = collection.putArray("validationTokens");
            audiences.forEach(audience -> list.add(tokens.issue(audience)));
        }
        return collection;
    }

    private void settle(Post post, List<ObjectNode> items, Instant sentAt, Courier.Reply reply) {
        String url = post.address().url();
        double patience = board.switches().patience();
        Instant now = board.now();
        post.notices().forEach(notice -> travelling.remove(notice.number()));
        open.merge(url, -1, Integer::sum);
        board.health().answered(url, post.answer(now, reply.durationMs(), patience));
        Integer status = reply.status();
        boolean delivered = status != null
                && status / 100 == 2
                && reply.durationMs() <= post.deadline(patience).toMillis();
        List<Notice> held = post.notices().stream()
                .filter(world.tenant().notifications()::holds)
                .toList();
        if (delivered) {
            world.ledger()
                    .commit(held.stream()
                            .map(notice -> (Change) new Change.NoticeGone(notice.number()))
                            .toList());
        } else {
            again(held, now);
        }
        board.log()
                .add(new Delivery(
                        sentAt,
                        url,
                        post.address().retry(),
                        status,
                        reply.durationMs(),
                        delivered ? Outcome.DELIVERED : Outcome.FAILED,
                        listed(post, items)));
    }

    private void again(List<Notice> notices, Instant now) {
        world.ledger()
                .commit(notices.stream()
                        .map(notice -> notice.retry(now)
                                .<Change>map(Change.NoticePut::new)
                                .orElseGet(() -> new Change.NoticeGone(notice.number())))
                        .toList());
    }

    private void log(Post post, Outcome outcome) {
        List<ObjectNode> items = post.notices().stream().map(Notice::item).toList();
        board.log()
                .add(new Delivery(
                        board.now(),
                        post.address().url(),
                        post.address().retry(),
                        null,
                        0,
                        outcome,
                        listed(post, items)));
    }

    private static List<ObjectNode> listed(Post post, List<ObjectNode> items) {
        return items.stream()
                .map(item -> Delivery.listed(
                        post.notices().stream()
                                .filter(notice -> notice.item() == item)
                                .map(Notice::number)
                                .findFirst()
                                .orElse(null),
                        item))
                .toList();
    }
}
