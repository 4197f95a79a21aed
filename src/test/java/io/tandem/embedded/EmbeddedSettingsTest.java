package io.tandem.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedSettingsTest {

    @Test
    void makesTheFolderAbsolute() {
        EmbeddedSettings settings = new EmbeddedSettings(Path.of("some/./folder"), 0, 0);

        assertThat(settings.data()).isEqualTo(Path.of("some", "folder").toAbsolutePath());
    }

    @Test
    void namesThePortThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddedSettings(Path.of("data"), 0, 70_000))
                .withMessage("postgresPort must be between 0 and 65535, but is 70000");
    }
}
