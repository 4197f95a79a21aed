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
     * @param silence how long the plan does not answer, null while nobody knows
     */
    record Unknown(
            @Nullable String lost,
            @Nullable String meant,
            @Nullable Instant notBefore,
            @Nullable Silence silence) implements PlanStage {
        /** No plan is known to be silent. */
        public Unknown(@Nullable String lost, @Nullable String meant, @Nullable Instant notBefore) {
            this(lost, meant, notBefore, null);
        }

        @Override
        public Optional<String> lastId() {
            return Optional.ofNullable(lost);
        }
    }

    /**
     * How long a plan does not answer.
     *
     * @param since since when it says that it is not there
     * @param unlisted since when its group does not list it either, null = it does
     */
    record Silence(Instant since, @Nullable Instant unlisted) {}

    /** The group has no plan of ours. */
    record Missing() implements PlanStage {}

    /**
     * The plan is there.
     *
     * @param silentSince since when the group lists it but it does not answer, null = it answers
     */
    record Ready(String id, @Nullable Instant silentSince) implements PlanStage {
        /** It answers. */
        public Ready(String id) {
            this(id, null);
        }

        @Override
        public Optional<String> planId() {
            return Optional.of(id);
        }
    }
}
