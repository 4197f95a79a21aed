package io.tandem.console;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Takes from texts what tells who somebody is. Personnel numbers stay: they say something to the retailer alone. */
final class Mask {
    /** In place of what is masked. */
    static final String HIDDEN = "…";

    /** An id of a team or group is no person's. */
    private static final Pattern OBJECT_ID =
            Pattern.compile("(?<!\\b(?:team|group) )\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");

    /** Sentences name people so who are known by an id alone. */
    private static final Pattern USER = Pattern.compile("\\b(user) [^\\s,;:()]+");

    private static final Pattern MAIL = Pattern.compile("([\\w.+'#%-])[\\w.+'#%-]*@([\\w-]+(?:\\.[\\w-]+)+)");

    private Mask() {}

    /** {@return what sentences look like for the caller: they may name people, and so may the names of callers} */
    static UnaryOperator<String> of(Caller caller) {
        return caller.may(Caller.Role.OPERATOR) ? UnaryOperator.identity() : Mask::text;
    }

    static String text(String text) {
        String withoutIds = OBJECT_ID.matcher(text).replaceAll(HIDDEN);
        String withoutUsers = USER.matcher(withoutIds).replaceAll("$1 " + HIDDEN);
        return MAIL.matcher(withoutUsers).replaceAll("$1" + HIDDEN + "@$2");
    }
}
