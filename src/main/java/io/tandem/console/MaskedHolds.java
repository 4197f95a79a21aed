package io.tandem.console;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds without people.
 *
 * @param whole what is shown to those who may see everything
 */
record MaskedHolds(Holds whole) implements Holds {
    @Override
    public List<Row> holds() {
        return masked(whole.holds());
    }

    @Override
    public List<Row> runs() {
        return masked(whole.runs());
    }

    @Override
    public Optional<Detail> hold(long number) {
        return whole.hold(number)
                .map(detail -> new Detail(
                        detail.hold().told(Mask::text),
                        detail.teams().stream().map(MaskedHolds::masked).toList(),
                        Map.of()));
    }

    @Override
    public Verdict approve(long number, String revision, String who, @Nullable String reason) {
        throw new UnsupportedOperationException("whoever sees no people decides on none");
    }

    @Override
    public Verdict reject(long number, String revision, String who, @Nullable String reason) {
        throw new UnsupportedOperationException("whoever sees no people decides on none");
    }

    @Override
    public Undoing undo(long number, String who, @Nullable String reason) {
        throw new UnsupportedOperationException("whoever sees no people brings none back");
    }

    private static List<Row> masked(List<Row> rows) {
        return rows.stream().map(row -> row.told(Mask::text)).toList();
    }

    private static Team masked(Team team) {
        return new Team(
                team.storeNumber(),
                team.name(),
                team.size(),
                Collections.nCopies(team.userIds().size(), Mask.HIDDEN),
                team.restored().stream()
                        .map(back -> new Back(Mask.HIDDEN, back.role()))
                        .toList(),
                team.skipped().stream()
                        .map(one -> new Skipped(Mask.HIDDEN, one.reason()))
                        .toList());
    }
}
