package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.teams.MappingFile.Line;
import io.tandem.teams.MappingFile.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingFileTest {
    private static final StoreNumber HOUSTON = new StoreNumber("000135");
    private static final String TEAM = "11111111-2222-4333-8444-555555550135";
    private static final String HEADER = "SOURCETYPE,SOURCEID,TEAMID\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SOURCETYPE,SOURCEID,TEAMID\nRetailStore,000135,%s\n",
                "SOURCETYPE,SOURCEID,TEAMID\r\nRetailStore,000135,%s",
                "\uFEFFSourceType;SourceId;TeamId\nretailstore;000135;%s\n",
                "Name,teamId, sourceid ,sourceType\n\"Houston, TX\",%s, 000135 ,RetailStore\n",
                "\n\nSOURCETYPE;SOURCEID;TEAMID;NOTE\n\nRetailStore;000135;%s;\"a, b, c\"\n"
            })
    void readsColumnsInAnyCaseAndOrder(String file) {
        Reading reading = MappingFile.read(file.formatted(TEAM));

        assertThat(reading.flaws()).isEmpty();
        assertThat(reading.lines()).extracting(Line::mapping).containsExactly(Mapping.of(HOUSTON, TEAM));
    }

    @Test
    void readsTheCommunicationsTeamWhateverItIsCalled() {
        Reading reading =
                MappingFile.read(HEADER + "Communication,,%s\nCommunication,Regions,%s\n".formatted(TEAM, TEAM));

        assertThat(reading.lines())
                .containsExactly(
                        new Line(2, new Mapping(Communications.TEAM, "Communication", TEAM)),
                        new Line(3, new Mapping(Communications.TEAM, "Regions", TEAM)));
    }

    @Test
    void leavesLinesWithoutTeamAlone() {
        Reading reading = MappingFile.read(HEADER + "RetailStore,000135,\nRetailStore,000136\nCommunication,,\n");

        assertThat(reading).isEqualTo(new Reading(List.of(), List.of(), 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Warehouse,000135,TEAM         | SOURCETYPE 'Warehouse' is neither RetailStore nor Communication
            ,000135,TEAM                  | SOURCETYPE '' is neither RetailStore nor Communication
            RetailStore,,TEAM             | SOURCEID is empty
            RetailStore,12/34,TEAM        | SOURCEID '12/34' is no number of a store
            RetailStore,communications,TEAM | SOURCEID 'communications' is no number of a store
            RetailStore,000135,TEAM1      | TEAMID '11111111-2222-4333-8444-5555555501351' is no GUID such as 4a5b6c7d-0000-4000-8000-0123456789ab
            RetailStore,000135,Houston    | TEAMID 'Houston' is no GUID such as 4a5b6c7d-0000-4000-8000-0123456789ab
            """)
    void saysWhatIsWrongWithALineAndReadsTheOthers(String line, String reason) {
        Reading reading = MappingFile.read(HEADER + "RetailStore,000136," + TEAM + "\n" + line.replace("TEAM", TEAM)
                + "\nRetailStore,000137," + TEAM + "\n");

        assertThat(reading.flaws()).containsExactly(new Flaw(3, reason));
        assertThat(reading.lines()).extracting(Line::number).containsExactly(2L, 4L);
    }

    @Test
    void saysWhichColumnsAreMissing() {
        assertThat(MappingFile.read("SOURCEID;TEAM\n000135;x\n").flaws())
                .containsExactly(new Flaw(1, "the header has no column SOURCETYPE and no TEAMID"));
        assertThat(MappingFile.read("").flaws())
                .containsExactly(new Flaw(1, "the header has no column SOURCEID and no SOURCETYPE and no TEAMID"));
    }

    @Test
    void saysWhereItCannotGoOn() {
        Reading reading = MappingFile.read(HEADER + "RetailStore,000135," + TEAM + "\nRetailStore,\"000136,x\n");

        assertThat(reading.lines()).hasSize(1);
        assertThat(reading.flaws()).containsExactly(new Flaw(3, "a quotation mark is missing, here or further down"));
    }

    @Test
    void writesNothingThatASpreadsheetTakesForAFormula() {
        String file = MappingFile.write(
                List.of("NAME"), Stream.of(new MappingFile.Row(HOUSTON, "000135", TEAM, List.of("=1+1"))));

        assertThat(file).isEqualTo("SOURCETYPE,SOURCEID,TEAMID,NAME\nRetailStore,000135," + TEAM + ",'=1+1\n");
    }
}
