package io.tandem.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.route.HqStage.Ended;
import io.tandem.route.HqStage.Outcome;
import io.tandem.route.HqWrite.Row;
import java.util.List;
import java.util.Map;

/**
 * The plans that a store had before the one that it has now: HQ is to hold one Active plan a store (commerce-contract 3.5). They are
 * seen to after the new one is there, so that the store is never without.
 */
sealed interface HqPlans extends HqStage.Asks {
    String SET = "ChannelPlannerConfigurations";
    String ID = "PlanId";
    String STORE = "StoreNumber";
    String STATE = "State";
    String ACTIVE = "Active";

    /** The symbol for a plan that is no more. */
    String DELETED = "Deleted";

    @Override
    Row write();

    /** {@return what became of the record so far} */
    Outcome outcome();

    /** {@return the address of a plan's row} */
    static String path(String plan) {
        return HqRequest.row(SET, Map.of(ID, HqRequest.text(plan)));
    }

    /** Which are still Active? The contract does not tell the full name of the enumeration, so HQ is not asked to compare it. */
    record Find(Row write, Outcome outcome) implements HqPlans {
        @Override
        public HqRequest request() {
            return HqRequest.find(
                    SET, STORE + " eq " + HqRequest.text(write.value(STORE)), String.join(",", ID, STORE, STATE));
        }

        @Override
        public HqStage after(HqAnswer answer, HqMemory memory) {
            return answer.isGood()
                    ? next(answer.rows().stream().filter(this::isLeft).toList())
                    : Ended.refused(answer, "Looking for the plans of store " + write.value(STORE));
        }

        /** A star in a filter stands for anything: what HQ found is looked at once more. */
        private boolean isLeft(JsonNode row) {
            return row.path(STORE).asText().equals(write.value(STORE))
                    && row.path(STATE).asText().equals(ACTIVE)
                    && !row.path(ID).asText().equals(write.value(ID));
        }

        private HqStage next(List<JsonNode> left) {
            return left.isEmpty()
                    ? Ended.with(outcome)
                    : new Retire(write, outcome, left.getFirst().path(ID).asText(), HqAnswer.etag(left.getFirst()));
        }
    }

    /**
     * One of them is Active no more.
     *
     * @param plan its id
     * @param etag the state in which it was found
     */
    record Retire(Row write, Outcome outcome, String plan, String etag) implements HqPlans {
        @Override
        public HqRequest request() {
            return HqRequest.patch(path(plan), etag, Map.of(STATE, DELETED));
        }

        @Override
        public HqStage after(HqAnswer answer, HqMemory memory) {
            if (answer.isGood()) {
                return new Find(write, outcome == Outcome.UNCHANGED ? Outcome.UPDATED : outcome);
            }
            return answer.status() == 412 || answer.status() == 404
                    ? new Find(write, outcome)
                    : Ended.refused(answer, "Retiring " + path(plan));
        }
    }
}
