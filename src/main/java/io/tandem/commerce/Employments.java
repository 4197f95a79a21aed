package io.tandem.commerce;

import io.tandem.commerce.Statement.Begin;
import io.tandem.commerce.Statement.End;
import io.tandem.model.Timeline;
import io.tandem.model.Timeline.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is told of the employment with one legal entity.
 *
 * <p>A corrected first day moves the beginning and keeps an end that was told before it: Commerce also sends the first
 * day along when something else about a leaver changed, which must not bring the leaver back. Only a first day on or
 * after that end is a new employment.
 */
final class Employments {
    private final List<Statement<Boolean>> told = new ArrayList<>();
    private Optional<Begin<Boolean>> restart = Optional.empty();

    private Employments() {}

    /** {@return one timeline a legal entity, in the order of their names} */
    static List<Timeline<Boolean>> of(SubjectFacts worker) {
        Map<String, Employments> byEntity = new TreeMap<>();
        worker.beginningWith(FactFields.HIRED).forEach(fact -> tell(byEntity, fact, Employments::begin));
        worker.beginningWith(FactFields.TERMINATED).forEach(fact -> tell(byEntity, fact, End::new));
        worker.beginningWith(FactFields.RESTARTED).forEach(fact -> restart(byEntity, fact));
        return byEntity.values().stream().map(Employments::timeline).toList();
    }

    private static void tell(Map<String, Employments> byEntity, Fact fact, Reader reader) {
        int day = fact.field().lastIndexOf('/') + 1;
        SubjectFacts.readable(fact.field().substring(day), LocalDate::parse)
                .ifPresent(date ->
                        entity(byEntity, fact.field().substring(0, day)).told.add(reader.read(fact, date)));
    }

    private static void restart(Map<String, Employments> byEntity, Fact fact) {
        SubjectFacts.readable(SubjectFacts.json(fact).asText(), LocalDate::parse)
                .ifPresent(day -> entity(byEntity, fact.field() + "/").restart = Optional.of(begin(fact, day)));
    }

    private static Employments entity(Map<String, Employments> byEntity, String field) {
        return byEntity.computeIfAbsent(field.substring(field.indexOf('/') + 1), key -> new Employments());
    }

    private static Begin<Boolean> begin(Fact fact, LocalDate day) {
        return new Begin<>(fact, day, null, true);
    }

    private Timeline<Boolean> timeline() {
        List<Statement<Boolean>> settled = Statement.settled(told);
        return new Timeline<>(restart.map(begin -> restarted(settled, begin))
                .orElseGet(() -> spans(settled.stream()))
                .toList());
    }

    private static Stream<Span<Boolean>> restarted(List<Statement<Boolean>> settled, Begin<Boolean> restart) {
        var earlier = settled.stream()
                .filter(statement -> statement.stamp().compareTo(restart.stamp()) < 0)
                .toList();
        var end = earlier.isEmpty() ? null : earlier.getLast().span();
        return Stream.of(
                        spans(earlier.stream()),
                        corrected(restart.from(), end),
                        spans(settled.stream().skip(earlier.size())))
                .flatMap(Function.identity());
    }

    /** The last word so far is an end exactly when nothing holds on its days. */
    private static Stream<Span<Boolean>> corrected(LocalDate start, @Nullable Span<Boolean> last) {
        LocalDate end = last == null || last.value() != null ? null : last.from();
        if (end != null && !start.isBefore(end)) {
            return Stream.of(new Span<>(start, null, true));
        }
        return Stream.of(
                new Span<>(null, start, null), new Span<>(start, end, true, last == null ? null : last.told()));
    }

    private static Stream<Span<Boolean>> spans(Stream<Statement<Boolean>> statements) {
        return statements.map(Statement::span);
    }

    private interface Reader {
        Statement<Boolean> read(Fact fact, LocalDate day);
    }
}
