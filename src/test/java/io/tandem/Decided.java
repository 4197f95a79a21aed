package io.tandem;

import io.tandem.console.Holds;
import org.jspecify.annotations.Nullable;

/** Decides on holds as somebody does who has just looked at them. */
public final class Decided {
    private Decided() {}

    /** {@return whether the hold was open} */
    public static boolean approve(Holds holds, long number, String who, @Nullable String reason) {
        String revision =
                holds.hold(number).map(detail -> detail.hold().revision()).orElse("");
        return holds.approve(number, revision, who, reason) == Holds.Approval.APPROVED;
    }
}
