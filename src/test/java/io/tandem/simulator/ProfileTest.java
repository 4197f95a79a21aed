package io.tandem.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProfileTest {
    @Test
    void ceilingsAreOnWhenRealisticAndOffWhenFast() {
        assertThat(SimulatorProfile.parse("fast")).isEqualTo(SimulatorProfile.fast());
        assertThat(SimulatorProfile.fast().ceilings()).isFalse();
        assertThat(SimulatorProfile.fast().memberCeiling()).isFalse();
        assertThat(SimulatorProfile.parse("realistic").ceilings()).isTrue();
        assertThat(SimulatorProfile.realistic().memberCeiling()).isTrue();
    }

    @Test
    void singleSwitchesFollowTheName() {
        SimulatorProfile profile =
                SimulatorProfile.parse("fast,memberCeiling=true, existingMemberStatus=400,maxLatency=PT0.2S");

        assertThat(profile.memberCeiling()).isTrue();
        assertThat(profile.existingMemberStatus()).isEqualTo(400);
        assertThat(profile.maxLatency()).isEqualTo(Duration.ofMillis(200));
        assertThat(profile.ceilings()).isFalse();
    }

    @Test
    void theSwitchesOfNotificationsAreNamedLikeTheOthers() {
        SimulatorProfile profile = SimulatorProfile.parse("fast,timeScale=60,endpointToken=PT30M");

        assertThat(profile.notifications().timeScale()).isEqualTo(60);
        assertThat(profile.notifications().endpointToken()).isEqualTo(Duration.ofMinutes(30));
        assertThatThrownBy(() -> SimulatorProfile.parse("fast,tokenVersion=3")).hasMessageContaining("'3'");
        assertThatThrownBy(() -> SimulatorProfile.parse("fast,timeScale=0")).hasMessageContaining("'timeScale'");
        assertThatThrownBy(() -> SimulatorProfile.parse("fast,notifications=no"))
                .hasMessageContaining("'notifications'");
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> SimulatorProfile.parse("slow")).hasMessageContaining("'slow'");
        assertThatThrownBy(() -> SimulatorProfile.parse("fast,gravity=true")).hasMessageContaining("'gravity'");
        assertThatThrownBy(() -> SimulatorProfile.parse("fast,planner=1")).hasMessageContaining("'planner'");
        assertThatThrownBy(() -> SimulatorProfile.parse("fast,mars.tasksInPlan=1"))
                .hasMessageContaining("'mars.tasksInPlan'");
        assertThatThrownBy(() -> SimulatorProfile.parse("fast,maxLatency=soon")).hasMessageContaining("'soon'");
        assertThatThrownBy(() -> SimulatorProfile.parse("fast,ceilings")).hasMessageContaining("name=value");
    }
}
