package io.tandem.commerce;

import io.tandem.model.Key;
import java.util.Set;

/**
 * What Commerce wants, kept as facts: the state that events are folded into (DESIGN 2).
 *
 * <p>Folding is commutative and idempotent: batches may come in any order and any number of times, from several instances
 * at once, and leave the same facts.
 */
public interface CommerceState {

    /**
     * Folds a batch in <b>one transaction</b>; when it fails nothing of the batch has happened and it may be folded again.
     *
     * <ol>
     *   <li>Of {@link Batch#events()} those whose key (source and id) is not yet kept are <b>fresh</b>, and are kept; the
     *       others are duplicates and contribute nothing. Keys are kept at least as long as Commerce may send again
     *       (14 days, commerce-contract 7.1).
     *   <li>Each of {@link Batch#facts} of the fresh events replaces the kept fact of its register, or is the first there;
     *       but only when its stamp is greater in ASCII order. They come in the order in which rows are to be locked.
     *   <li>Keys become due that depend on the facts which replaced others or are the first: {@link Dependents#keys}, for
     *       the ties of {@link Dependents#subjects()} among all facts that are now kept. For a worker these are all stores,
     *       not only the one a fact names: a role may be defined by the role in a former store.
     *   <li>The answer is {@link Batch#outcome}.
     * </ol>
     *
     * @return what became of the events
     */
    Outcome fold(Batch batch);

    /**
     * What became of the events of a batch; each is counted once.
     *
     * @param applied events that are the newest word on something, or that tell nothing that is kept
     * @param duplicates events that were known, or came twice in the batch
     * @param stale events of which every fact was overtaken by newer ones, of the state or of the same batch
     * @param due the keys that became due, of teams and of tasks
     */
    record Outcome(int applied, int duplicates, int stale, Set<Key> due) {
        /** Copies the keys. */
        public Outcome {
            due = Set.copyOf(due);
        }
    }
}
