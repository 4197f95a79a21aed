package io.tandem.tasks;

import io.tandem.model.TaskField;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One field of one task: what both sides say, measured against what is agreed.
 *
 * @param base what is agreed
 * @param word what Commerce says
 * @param seen what Planner shows
 * @param changed whether somebody changed it there
 * @param since since when Planner shows it, as far as can be told; matters when it was changed
 */
record FieldView(TaskView task, TaskField field, Agreed base, Word word, String seen, boolean changed, Instant since) {

    private Owner owner() {
        return task.owner(field);
    }

    /** Whether Commerce said something since; what it said before it can have heard the news does not count. */
    private boolean isNew() {
        return isUnheard() && !isOlder();
    }

    private boolean isUnheard() {
        return word.stamp().compareTo(base.stamp()) > 0 && !isEcho();
    }

    /** Whether Planner was changed after Commerce said it, and Commerce was told but has not spoken since. */
    private boolean isOlder() {
        Agreed.Told told = base.told();
        return told != null
                && owner() == Owner.SHARED
                && !base.owed()
                && Merge.isLater(
                        field,
                        new Merge.Side(base.value(), true, told.since()),
                        new Merge.Side(word.value(), true, word.at()));
    }

    /** Whether Commerce's word came so late that it does not hold; Commerce is told so at the next look, which is at once. */
    boolean isLate() {
        return (isUnheard() || isBackAgain()) && isOlder() && !word.value().equals(base.value());
    }

    /** Whether Commerce, told several things in a row, says what was so before the first: it may have gone back to that by itself. */
    private boolean isBackAgain() {
        Agreed.Told told = base.told();
        return told != null
                && word.stamp().compareTo(base.stamp()) > 0
                && !told.before().isEmpty()
                && !told.before().contains(word.value());
    }

    /** Whether Commerce had not heard the newest when it said that, or says what it was told before that. */
    private boolean isEcho() {
        Agreed.Told told = base.told();
        return told != null
                && (!word.at().isAfter(told.at()) && told.earlier().contains(word.value())
                        || told.before().contains(word.value()))
                && task.now().isBefore(told.at().plus(task.policy().pace().echo()));
    }

    /** Whether Commerce said something else since. */
    boolean says() {
        return isNew() && !target(word.value()).equals(target(base.value()));
    }

    private String target(String value) {
        return task.form().target(field, owner(), value, base, seen);
    }

    /** What Commerce's side wants, in its own terms. */
    String decided() {
        return isNew() ? word.value() : base.value();
    }

    /** What Commerce says, even if it does not hold. */
    private String claimed() {
        return isLate() ? word.value() : decided();
    }

    /** What Commerce says until it hears the news, null when it made no such task and never said anything. */
    @Nullable
    String previous() {
        return task.known().madeInPlanner() && stamp().isEmpty() && !isLate() ? null : claimed();
    }

    /** What Commerce's side wants Planner to show. */
    String target() {
        return target(decided());
    }

    /** What is to be written to Planner, empty when nothing. People who can be assigned by now are added. */
    Optional<String> due() {
        boolean refused = says() && owner() == Owner.PLANNER;
        String wanted = !refused && (says() || base.owed()) ? target() : field == TaskField.ASSIGNEES ? joined() : seen;
        return Optional.of(wanted).filter(value -> !value.equals(seen));
    }

    /** How the value that is to be written was refused, empty when it was not. */
    Optional<Trial> trial() {
        return Optional.ofNullable(base.trial())
                .filter(trial -> due().filter(trial::isOf).isPresent());
    }

    /** How this value was refused, empty when it was not. */
    Optional<Trial> trialOf(String value) {
        return Optional.ofNullable(base.trial()).filter(trial -> trial.isOf(value));
    }

    private String joined() {
        SortedSet<String> all = Texts.parts(field, seen);
        all.addAll(Texts.parts(field, target(base.value())));
        return Texts.join(field, all);
    }

    Merge merge() {
        boolean takenBack = changed && seen.equals(target(word.value()));
        if (isLate() && !takenBack) {
            return new Merge.Conflict(true);
        }
        Merge.Side commerce = new Merge.Side(target(), says() || base.owed(), word.at());
        return Merge.of(field, owner(), commerce, new Merge.Side(seen, changed, since));
    }

    /** What is agreed once the write to Planner is meant. */
    Agreed meant() {
        boolean says = says();
        return new Agreed(decided(), stamp(), base.planner(), says || base.owed(), unconfirmed()).tried(base.trial());
    }

    /** What a task that is made now is to show. */
    String shownByNew() {
        return task.form().target(field, owner(), decided(), Agreed.nothing(field), "");
    }

    /** A task that is made shows at once what the call says, and owes the rest. */
    Agreed made(Step.CreateTask create) {
        String shown = create.values().getOrDefault(field, Texts.clean(field, null));
        Agreed meant = meant();
        boolean owed = !shownByNew().equals(shown);
        return new Agreed(meant.value(), meant.stamp(), shown, owed, meant.told()).tried(base.trial());
    }

    /** What is agreed once the look is considered. */
    Agreed considered() {
        return switch (merge()) {
            case Merge.Unchanged unchanged -> new Agreed(decided(), stamp(), seen, false, unconfirmed());
            case Merge.ToPlanner toPlanner -> base.seen(seen);
            case Merge.ToCommerce toCommerce -> told();
            case Merge.Conflict conflict ->
                conflict.plannerWins() ? told() : new Agreed(decided(), stamp(), seen, true, null);
        };
    }

    /** What is agreed once Commerce's own word confirms the news that it was told. */
    Agreed confirmed() {
        Agreed confirmed = base.told() != null && isNew() && !says()
                ? new Agreed(word.value(), word.stamp(), base.planner(), base.owed(), null)
                : new Agreed(
                        base.value(), base.stamp(), base.planner(), base.owed(), isNew() ? base.told() : unconfirmed());
        return confirmed.moved(base.moved()).tried(base.trial());
    }

    /** What is agreed once Commerce is told again what it does not say of a task that it knows only now; empty when it says that. */
    Optional<Agreed> toldAgain() {
        return Optional.ofNullable(base.told())
                .filter(told -> word.stamp().isEmpty() || told.earlier().contains(word.value()))
                .filter(told -> owner() != Owner.COMMERCE
                        && !base.owed()
                        && !word.value().equals(base.value()))
                .map(told -> base.toldAgain(told, task.now()));
    }

    /** What Commerce was told and has not said itself. Of what it said even before, the time of the change still matters. */
    private Agreed.@Nullable Told unconfirmed() {
        Agreed.Told told = isNew() ? null : base.told();
        boolean saidBefore = isUnheard() && isOlder() && word.value().equals(base.value());
        return told != null && saidBefore ? told.heard() : told;
    }

    private Agreed told() {
        String newest = word.stamp().compareTo(base.stamp()) > 0 ? word.stamp() : base.stamp();
        String value = task.form().told(field, before(), base.planner(), seen);
        return base.told(value, newest, seen, changedAt(), task.now());
    }

    /** What Commerce would say if nobody had changed anything in Planner; of what it said and lost only what Planner cannot show. */
    private String before() {
        if (isLate()) {
            SortedSet<String> hidden = Texts.parts(field, task.form().hidden(field, word.value()));
            hidden.removeAll(takenOut());
            return Texts.join(field, hidden);
        }
        return says() || base.owed() ? task.form().hidden(field, decided()) : decided();
    }

    /** Who was agreed on and is no more: somebody took them out in Planner. */
    private Set<String> takenOut() {
        List<String> earlier = base.told() == null ? List.of() : base.told().earlier();
        Set<String> gone = new TreeSet<>();
        earlier.forEach(value -> gone.addAll(Texts.parts(field, value)));
        gone.removeAll(Texts.parts(field, base.value()));
        return gone;
    }

    /** When it was changed last; Commerce may be told of it more than once. */
    private Instant changedAt() {
        return changed || base.told() == null ? since : base.told().since();
    }

    private String stamp() {
        return isNew() ? word.stamp() : base.stamp();
    }

    /** What goes into the ledger once the look is considered. */
    List<LedgerEntry> entries() {
        boolean taken = !(merge() instanceof Merge.ToPlanner);
        return Stream.concat(taken ? overruled().stream() : Stream.empty(), lost().stream())
                .toList();
    }

    private Optional<LedgerEntry> lost() {
        if (!(merge() instanceof Merge.Conflict(boolean plannerWins))) {
            return Optional.empty();
        }
        boolean shared = owner() == Owner.SHARED;
        if (plannerWins) {
            return Optional.of(entry(
                    shared ? LedgerEntry.Reason.PLANNER_LATER : LedgerEntry.Reason.PLANNER_OWNS, seen, claimed()));
        }
        return Optional.of(
                entry(shared ? LedgerEntry.Reason.COMMERCE_LATER : LedgerEntry.Reason.COMMERCE_OWNS, target(), seen));
    }

    /** What goes into the ledger once a look takes Commerce's word: news that it did not take over. */
    Optional<LedgerEntry> overruled() {
        return owner() == Owner.PLANNER ? Optional.empty() : overwritten();
    }

    /** The same once a write carries the word: a task that is made anew gets it whoever owns the field. */
    Optional<LedgerEntry> overwritten() {
        boolean unheard = base.told() != null && !base.told().earlier().isEmpty();
        return isNew() && unheard && !word.value().equals(base.value())
                ? Optional.of(entry(LedgerEntry.Reason.COMMERCE_LATER, word.value(), base.value()))
                : Optional.empty();
    }

    LedgerEntry entry(LedgerEntry.Reason reason, String won, String lost) {
        return new LedgerEntry(task.ref(), field, reason, won, lost, task.now());
    }
}
