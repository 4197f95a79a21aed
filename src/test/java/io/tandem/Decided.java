package io.tandem;

import io.tandem.console.Holds;
import org.jspecify.annotations.Nullable;

/** Decides on holds as somebody does who has just looked at them. */
public final class Decided {
    private Decided() {}

    /** {@return whether the hold was open} */
    public static boolean approve(Holds holds, long number, String who, @Nullable String reason) {
        return holds.approve(number, shown(holds, number), who, reason) == Holds.Verdict.DECIDED;
    }

    /** {@return whether the hold was open} */
    public static boolean reject(Holds holds, long number, String who, @Nullable String reason) {
        return holds.reject(number, shown(holds, number), who, reason) == Holds.Verdict.DECIDED;
    }

    /** {@return whether somebody or a team is back} */
    public static boolean undo(Holds holds, long number, String who, @Nullable String reason) {
        return holds.undo(number, who, reason) == Holds.Undoing.UNDONE;
    }

    private static String shown(Holds holds, long number) {
        String revision =
                holds.hold(number).map(detail -> detail.hold().revision()).orElse(null);
        return revision == null ? "" : revision;
    }
}
