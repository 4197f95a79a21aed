package io.tandem.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a task, for the history and the delta of beta (graph-contract 8.8).
 *
 * @param seq counts all events of the tenant
 * @param plan plan id
 * @param task task id
 * @param type {@code created}, {@code updated}, {@code moved} or {@code deleted}
 * @param at when
 * @param actor identity set
 * @param oldData the changed properties before, null when created
 * @param newData the changed properties after, null when deleted
 */
record PlannerEvent(
        long seq,
        String plan,
        String task,
        String type,
        Instant at,
        ObjectNode actor,
        @Nullable ObjectNode oldData,
        @Nullable ObjectNode newData) {}
