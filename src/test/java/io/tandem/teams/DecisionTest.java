package io.tandem.teams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.teams.Decision.Verdict;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void saysWhatWasDecidedAndWhere() {
        assertThat(new Decision(Verdict.HELD, 7L).sentence())
                .isEqualTo("to be removed, which waits for approval in hold 7");
        assertThat(new Decision(Verdict.KEPT, 7L).sentence())
                .isEqualTo("should no longer be in the team and stays, for hold 7 was rejected");
        assertThat(new Decision(Verdict.RESTORED, 5L).sentence())
                .isEqualTo("belongs to the team until Commerce decides anew, for run 5 was undone");
        assertThat(new Decision(Verdict.of("restored"), null).sentence()).endsWith("for a run was undone");
    }

    @Test
    void onlyWhoIsRestoredIsWanted() {
        assertThat(new Decision(Verdict.HELD, 7L).isOfUnwanted()).isTrue();
        assertThat(new Decision(Verdict.KEPT, 7L).isOfUnwanted()).isTrue();
        assertThat(new Decision(Verdict.RESTORED, 7L).isOfUnwanted()).isFalse();
    }
}
