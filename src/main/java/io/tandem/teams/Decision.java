package io.tandem.teams;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of somebody who was to leave a team, or waits to be.
 *
 * @param number of the hold or, when a run was undone, of that; null = not known
 */
public record Decision(Verdict verdict, @Nullable Long number) {

    /** What came of it. */
    public enum Verdict {
        /** Nobody decided yet. */
        HELD,
        /** The hold was rejected. */
        KEPT,
        /** The removal was undone. */
        RESTORED;

        /** {@return the verdict that is kept by this word} */
        public static Verdict of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** {@return whether it is about somebody whom Commerce does not want in the team} */
    public boolean isOfUnwanted() {
        return verdict != Verdict.RESTORED;
    }

    /** {@return one sentence without its first capital and its period} */
    public String sentence() {
        return switch (verdict) {
            case HELD -> "to be removed, which waits for approval in " + what("hold");
            case KEPT -> "should no longer be in the team and stays, for " + what("hold") + " was rejected";
            case RESTORED -> "belongs to the team until Commerce decides anew, for " + what("run") + " was undone";
        };
    }

    private String what(String kind) {
        return number == null ? "a " + kind : kind + " " + number;
    }
}
