package io.tandem.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.component.graph.client.GraphAnswer;
import io.tandem.component.graph.client.GraphOperation;
import io.tandem.component.graph.client.GraphRequest;
import io.tandem.teams.ExistingTeam;
import io.tandem.teams.TeamsUnreadableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TeamSearchTest {
    private static final String ALL = """
            {"value":[{"id":"AA","displayName":"Houston","mailNickname":"houston"},{"id":"bb"}]}""";

    private final Map<String, GraphAnswer> answers = new HashMap<>();
    private final TeamSearch search = new TeamSearch(this::answer);

    @Test
    void listsTheGroupsThatHaveATeam() {
        answers.put("/groups", success(ALL));

        assertThat(search.all())
                .containsExactly(new ExistingTeam("AA", "Houston", "houston"), new ExistingTeam("bb", "", ""));
    }

    @Test
    void asksForEachTeamThatIsNotInTheList() {
        answers.put("/groups", success(ALL));
        answers.put("/groups/cc", success("{\"resourceProvisioningOptions\":[\"Team\"]}"));
        answers.put("/groups/dd", success("{\"resourceProvisioningOptions\":[]}"));
        answers.put("/groups/ee", new GraphAnswer.Rejected(404, "Request_ResourceNotFound", "gone", "r1"));

        assertThat(search.among(Set.of("aa", "cc", "dd", "ee"))).containsExactlyInAnyOrder("aa", "cc");
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(success("{}"), "Microsoft Graph gave no usable answer when asked to list teams"),
                Arguments.of(
                        new GraphAnswer.Throttled(Duration.ofSeconds(7), true, "r1"),
                        "Microsoft Graph throttles; ask again in 7 seconds"),
                Arguments.of(
                        new GraphAnswer.Rejected(403, "Authorization_RequestDenied", "no", "r1"),
                        "Microsoft Graph refused to list teams: 403 Authorization_RequestDenied (request-id r1)"),
                Arguments.of(
                        new GraphAnswer.Unavailable(false, "ConnectException", null),
                        "Microsoft Graph does not answer (ConnectException)"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void saysWhyGraphDoesNotTell(GraphAnswer trouble, String reason) {
        answers.put("/groups", trouble);

        assertThatThrownBy(search::all)
                .isInstanceOf(TeamsUnreadableException.class)
                .hasMessage(reason);
    }

    @Test
    void takesNoTroubleForAMissingTeam() {
        answers.put("/groups", success(ALL));
        answers.put("/groups/cc", new GraphAnswer.Unavailable(true, "timeout", null));

        assertThatThrownBy(() -> search.among(List.of("cc"))).isInstanceOf(TeamsUnreadableException.class);
    }

    private GraphAnswer answer(GraphRequest request) {
        String path = request.path().replaceFirst("\\?.*", "");
        assertThat(request.operation()).isEqualTo(path.equals("/groups") ? GraphOperation.LIST : GraphOperation.GET);
        return answers.getOrDefault(path, success("{}"));
    }

    private static GraphAnswer success(String body) {
        try {
            JsonNode json = new ObjectMapper().readTree(body);
            return new GraphAnswer.Success(200, json, Map.of(), "r1");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
