package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.teams.MappingFile.Line;
import io.tandem.teams.MappingFile.Reading;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was written is read as it was, whatever stands in the columns that do not matter. */
class MappingFilePropertiesTest {

    @Property(tries = 300)
    void readsWhatWasWritten(
            @ForAll("mappings") List<Mapping> mappings, @ForAll("texts") String header, @ForAll("texts") String cell) {
        String file = MappingFile.write(
                List.of(header),
                mappings.stream()
                        .map(mapping -> new MappingFile.Row(
                                mapping.source(), mapping.sourceId(), mapping.teamId(), List.of(cell))));

        Reading reading = MappingFile.read(file);

        assertThat(reading.flaws()).isEmpty();
        assertThat(reading.empty()).isZero();
        assertThat(reading.lines()).extracting(Line::mapping).containsExactlyElementsOf(mappings);
    }

    @Property(tries = 300)
    void neverBreaksOnWhatIsNoMappingFile(@ForAll("files") String file) {
        Reading reading = MappingFile.read(file);

        assertThat(reading.flaws()).extracting(Flaw::line).allMatch(line -> line > 0);
    }

    @Provide
    Arbitrary<List<Mapping>> mappings() {
        Arbitrary<String> teams = Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> new UUID(high, low).toString());
        Arbitrary<Mapping> stores = Combinators.combine(
                        Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20), teams)
                .as((number, team) -> Mapping.of(new StoreNumber(number), team));
        Arbitrary<Mapping> communications = Combinators.combine(
                        Arbitraries.of("Communication", "Retail, \"West\"", "Süd;Ost"), teams)
                .as((id, team) -> new Mapping(Communications.TEAM, id, team));
        return Arbitraries.oneOf(stores, communications).list().ofMaxSize(20);
    }

    /** No column of that name stands twice, and line ends are the writer's. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("abÄ ,;\"'=\n")
                .ofMaxLength(8)
                .map(text -> text.indexOf(';') < 0 ? text : text.replace(';', '.'));
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.strings()
                .withChars("abRetailStore0,;\"\n\r\uFEFF")
                .ofMaxLength(60)
                .map(text -> "SOURCETYPE,SOURCEID,TEAMID\n" + text);
    }
}
