package io.tandem.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.model.Communications;
import io.tandem.model.StoreNumber;
import io.tandem.model.TeamSource;
import io.tandem.teams.TeamNews;
import io.tandem.teams.TeamNews.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeamUpdatesTest {

    @Test
    void tellsCommerceOfStoresAlone() {
        assertThat(news(new StoreNumber("000135")).stream().flatMap(TeamUpdates::of))
                .hasSize(2);
        assertThat(news(Communications.TEAM).stream().flatMap(TeamUpdates::of)).isEmpty();
    }

    private static List<TeamNews> news(TeamSource source) {
        return List.of(
                new TeamNews.Provisioned(source, "team-1"),
                new TeamNews.Deviated(source, "team-1", TeamNews.Deviation.RENAMED, Action.PUT_BACK),
                new TeamNews.Drifted(source, "team-1", "ada", TeamNews.Change.DEMOTED, Action.PUT_BACK));
    }
}
