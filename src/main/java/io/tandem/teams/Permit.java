package io.tandem.teams;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a team may be archived now.
 *
 * @param hold number of what waits for approval, null = it does not
 * @param kept whether somebody decided that the team is not archived
 * @param notBefore when it may be archived, null = at once
 */
public record Permit(
        @Nullable Long hold, boolean kept, @Nullable Instant notBefore) {

    /** {@return nothing is held back} */
    public static Permit free() {
        return new Permit(null, false, null);
    }

    boolean lets() {
        return hold == null && !kept;
    }

    Stream<Hold> holds() {
        return Stream.ofNullable(hold)
                .map(number -> new Hold(
                        "the team would be archived together with others, which waits for approval in hold " + number));
    }
}
