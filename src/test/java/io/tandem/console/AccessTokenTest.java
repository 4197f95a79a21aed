package io.tandem.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    private static final String SECRET = "wallboard-of-the-north";

    @Test
    void writesItsEntryWithoutTheTokenAndReadsItAgain() {
        AccessToken token = AccessToken.of("wallboard", Caller.Role.VIEWER, SECRET);

        assertThat(token.line()).matches("wallboard:viewer:sha256:[0-9a-f]{64}").doesNotContain(SECRET);
        assertThat(AccessToken.parse(token.line())).isEqualTo(token);
        assertThat(AccessToken.parse(token.line().replace("viewer", "operator")).role())
                .isEqualTo(Caller.Role.OPERATOR);
    }

    @Test
    void fitsItsTokenAlone() {
        AccessToken token = AccessToken.of("wallboard", Caller.Role.VIEWER, SECRET);

        assertThat(token.fits(AccessToken.hash(SECRET))).isTrue();
        assertThat(token.fits(AccessToken.hash(SECRET + " "))).isFalse();
        assertThat(token.fits(AccessToken.hash(""))).isFalse();
    }

    @Test
    void knowsTheHashThatOtherToolsMake() {
        assertThat(AccessToken.of("x", Caller.Role.VIEWER, "0123456789abcdef").sha256())
                .isEqualTo("9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f");
    }

    @Test
    void makesTokensThatNobodyGuesses() {
        assertThat(IntStream.range(0, 100).mapToObj(n -> AccessToken.fresh()).distinct())
                .hasSize(100)
                .allMatch(token -> token.matches("[0-9a-f]{64}"));
    }

    @Test
    void refusesATokenThatCouldBeGuessedWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessToken.of("x", Caller.Role.VIEWER, "fifteen-letters"))
                .withMessage("a token of fewer than 16 characters can be guessed");
        AccessToken.of("x", Caller.Role.VIEWER, "sixteen--letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wallboard:viewer:clear-text-token-of-some-length",
                "wallboard:viewer:sha256:abc",
                "wallboard:admin:sha256:9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f",
                "viewer:sha256:9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f",
                "clear-text-token-of-some-length"
            })
    void refusesWhatIsNoEntryWithoutRepeatingIt(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessToken.parse(line))
                .withMessage("an entry is not NAME:viewer:sha256:HASH or NAME:operator:sha256:HASH;"
                        + " './tandem token' prints such entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "a\nb"})
    void refusesANameThatWouldNotFitIntoALogOrAList(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessToken.of(name, Caller.Role.VIEWER, SECRET))
                .withMessage("name '" + name + "' is not 1 to 64 letters, digits or any of . _ - @");
    }
}
