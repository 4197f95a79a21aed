package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HqConnectionTest {

    @ParameterizedTest
    @CsvSource({
        "'','',false",
        "https://hq.example,'',true",
        "https://hq.example,' , ',true",
        "https://hq.example,id-1,false"
    })
    void warnsWhenNobodySaysAsWhomItWrites(String url, String actors, boolean warns) {
        Settings settings = Settings.read(null, Map.of(), Map.of("tandem.hq.url", url, "tandem.hq.actors", actors));

        Map<String, String> warnings = new HqConnection(settings).warnings();

        assertThat(warnings.containsKey("hq-actors")).isEqualTo(warns);
        assertThat(warnings.values()).allMatch(sentence -> sentence.contains("tandem.hq.actors"));
    }
}
