package io.tandem.tasks;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the plan of a store is. */
public sealed interface PlanStage {

    /** {@return the id of the plan, empty before it is known} */
    default Optional<String> planId() {
        return Optional.empty();
    }

    /** {@return its id, or that of the one that does not answer} */
    default Optional<String> lastId() {
        return planId();
    }

    /**
     * Nobody looked, a creation ended without a clear answer, or the plan does not answer.
     *
     * @param lost id of the plan that does not answer, or null
     * @param meant title under which a plan was asked for, or null
     * @param notBefore when to look, null = at once
     */
    record Unknown(
            @Nullable String lost,
            @Nullable String meant,
            @Nullable Instant notBefore) implements PlanStage {
        @Override
        public Optional<String> lastId() {
            return Optional.ofNullable(lost);
        }
    }

    /** The group has no plan of ours. */
    record Missing() implements PlanStage {}

    /** The plan is there. */
    record Ready(String id) implements PlanStage {
        @Override
        public Optional<String> planId() {
            return Optional.of(id);
        }
    }
}
