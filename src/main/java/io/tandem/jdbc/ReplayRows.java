package io.tandem.jdbc;

import io.tandem.deadletter.DeadLetter;
import io.tandem.deadletter.DeadLetter.Origin;
import io.tandem.deadletter.DeadLetterBook.Whole;
import io.tandem.deadletter.LetterId;
import io.tandem.deadletter.ReplayBook.Chunk;
import io.tandem.deadletter.ReplayBook.Replay;
import io.tandem.model.Key;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How replays are read from their rows. */
final class ReplayRows {
    private ReplayRows() {}

    /** A replay whose turn it is, and where the topics end. */
    record Turn(long number, long turn, int rate, List<Origin> ends) {}

    static Turn turn(ResultSet row) throws SQLException {
        List<Origin> ends = new ArrayList<>();
        for (String end : JdbcStoreViews.texts(row, "ends")) {
            ends.add(Origin.parse(end));
        }
        return new Turn(row.getLong("number"), row.getLong("turn"), row.getInt("rate"), ends);
    }

    static Chunk chunk(Turn turn, List<Whole> letters) {
        Map<LetterId, DeadLetter> records = new LinkedHashMap<>();
        letters.forEach(whole -> records.put(
                LetterId.parse(whole.row().id()),
                whole.repaired() == null ? whole.letter() : whole.letter().with(whole.repaired())));
        return new Chunk(turn.number(), turn.turn(), turn.rate(), records, turn.ends());
    }

    static Replay replay(ResultSet row) throws SQLException {
        return new Replay(
                row.getLong("number"),
                row.getString("who"),
                LetterRows.present(row, "at"),
                row.getString("filter"),
                row.getInt("rate"),
                row.getString("state"),
                row.getLong("letters"),
                row.getLong("replayed"),
                row.getLong("failed"),
                TeamRows.instant(row, "ended_at"));
    }

    /** The key that a letter is about; anybody may have written the letter. */
    static Optional<Key> key(@Nullable DeadLetter letter) {
        try {
            return Optional.ofNullable(letter).map(DeadLetter::key).map(Key::parse);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
