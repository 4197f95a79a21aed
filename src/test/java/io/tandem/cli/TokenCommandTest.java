package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tandem.ConfigurationException;
import io.tandem.Settings;
import io.tandem.cli.Commands.Said;
import io.tandem.console.AccessToken;
import io.tandem.console.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTest {

    @Test
    void printsATokenAndItsEntryForTheConfiguration() {
        Said said = Commands.run("token", "--name", "wallboard", "--role", "viewer");

        assertThat(said.code()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).hasSize(2);
        String token = said.out().getFirst().replaceFirst("token +", "");
        String entry = said.out().getLast().replaceFirst("tandem.ops.tokens +", "");
        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(AccessToken.parse(entry)).isEqualTo(AccessToken.of("wallboard", Caller.Role.VIEWER, token));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token --role viewer           | Missing required option: '--name=NAME'",
                "token --name x                | Missing required option: '--role=ROLE'",
                "token --name x --role admin   | Invalid value for option '--role'",
                "token --name a:b --role viewer| --name: name 'a:b' is not 1 to 64 letters, digits or any of . _ - @"
            })
    void saysWhatIsWrong(String arguments, String sentence) {
        Said said = Commands.run(arguments.strip().split(" "));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
                .singleElement()
                .satisfies(line -> assertThat(line).contains(sentence));
    }

    @Test
    void makesATokenUpWhenNobodyCouldAskOtherwise() {
        assertThat(Surroundings.token(with(Map.of())))
                .hasEntrySatisfying(
                        "tandem.ops.token", token -> assertThat(token).matches("[0-9a-f]{64}"));
        assertThat(Surroundings.token(with(Map.of("tandem.ops.token", "x")))).isEmpty();
        assertThat(Surroundings.token(with(Map.of("tandem.ops.tokens", "x")))).isEmpty();
        assertThat(Surroundings.token(with(Map.of("tandem.ops.issuer", "x")))).isEmpty();
    }

    @Test
    void tellsNoTokenWhereMachinesReadTheLog() {
        Map<String, String> json = Map.of("tandem.log-format", "json");

        assertThat(Surroundings.tokenOutsideLogs(with(Map.of()))).containsKey("tandem.ops.token");
        assertThat(Surroundings.tokenOutsideLogs(with(Map.of("tandem.log-format", "json", "tandem.ops.token", "x"))))
                .isEmpty();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Surroundings.tokenOutsideLogs(with(json)))
                .withMessageContaining("nobody may ask the ops side")
                .withMessageContaining("TANDEM_OPS_TOKEN");
    }

    private static Settings with(Map<String, String> values) {
        return Settings.read(null, Map.of(), values);
    }
}
