package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page that is made from the code and committed.
 *
 * @param path where it stands
 * @param text what it has to say
 */
record Page(Path path, String text) {
    static final String AGAIN = "mvn test -Dtest=DocumentationTest -Dtandem.write=true";

    static Page named(String name, String text) {
        return new Page(Path.of("src/main/docs", name), text);
    }

    /** Fails when it is not up to date, unless it is to be written. */
    void check() throws IOException {
        if (Boolean.getBoolean("tandem.write")) {
            Files.writeString(path, text);
        }
        assertThat(Files.exists(path) ? Files.readString(path) : "")
                .as("%s is made from the code; make it again with: %s", path, AGAIN)
                .isEqualTo(text);
    }
}
