package io.tandem.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path of the ops side itself, to which a browser may be sent. Whatever could lead elsewhere becomes the start page. */
record LocalPath(String value) {
    private static final Pattern SAFE = Pattern.compile("/(?!/)[\\w.~!$&'()*+,;=:@%/?-]{0,2000}");

    static LocalPath of(@Nullable String text) {
        return new LocalPath(text != null && SAFE.matcher(text).matches() ? text : "/");
    }

    /** {@return the address of the form that leads there} */
    String signIn() {
        return value.equals("/")
                ? SignIn.PATH
                : SignIn.PATH + "?next=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
