package io.tandem.commerce;

import io.tandem.model.StoreStaff;
import java.util.List;

/** Folds events only to see what would come of it. */
public interface Rehearsal {

    /** {@return what {@link CommerceState#fold} would do; nothing of it happens} */
    Preview rehearse(Batch batch);

    /** {@return the same in numbers only, which costs less} */
    CommerceState.Outcome outcome(Batch batch);

    /**
     * What would come of a batch.
     *
     * @param outcome what would become of the events
     * @param facts the registers that would hold something else
     * @param staff what Commerce would say of the stores whose teams became due, of the first few
     */
    record Preview(CommerceState.Outcome outcome, List<Fact.Register> facts, List<StoreStaff> staff) {
        /** Copies the lists. */
        public Preview {
            facts = List.copyOf(facts);
            staff = List.copyOf(staff);
        }
    }
}
