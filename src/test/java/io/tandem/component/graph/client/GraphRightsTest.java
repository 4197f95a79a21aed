package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class GraphRightsTest {
    @Test
    void readsTheRolesOfAToken() {
        GraphRights rights = GraphRights.of(
                connection(context -> Mono.just(token("{\"roles\": [\"Team.Create\", \"User.Read.All\"]}"))));

        assertThat(rights.roles()).containsExactlyInAnyOrder("Team.Create", "User.Read.All");
        assertThat(rights.trouble()).isNull();
    }

    @Test
    void saysWhyThereIsNoToken() {
        GraphRights rights =
                GraphRights.of(connection(context -> Mono.error(new IllegalStateException("AADSTS7000215: wrong"))));

        assertThat(rights.roles()).isEmpty();
        assertThat(rights.trouble())
                .isInstanceOfSatisfying(
                        GraphAnswer.Rejected.class,
                        refused -> assertThat(refused.code()).isEqualTo("AADSTS7000215"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.b", "a.!!.c", "a.bm8ganNvbg.c", "a.e30.c"})
    void takesATokenThatIsNoJwtForOneWithoutRoles(String token) {
        assertThat(GraphRights.roles(token)).isEmpty();
    }

    private static GraphConnection connection(TokenCredential credential) {
        return GraphConnection.to(new GraphLogin.Credential(credential));
    }

    private static AccessToken token(String claims) {
        String part = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return new AccessToken("e30." + part + ".sig", OffsetDateTime.now().plusHours(1));
    }
}
