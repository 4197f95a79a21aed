package io.tandem.component.graph.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketTest {
    private static final String TEAM = "02bd9fd6-8f93-4758-87c3-1fb73740a315";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/teams | /teams",
                "/teams/02bd9fd6-8f93-4758-87c3-1fb73740a315/members/add | /teams/{id}/members/add",
                "/teams('02bd9fd6-8f93-4758-87c3-1fb73740a315')/operations('1a') | /teams/{id}/operations/{id}",
                "/teams(02bd9fd6-8f93-4758-87c3-1fb73740a315)/operations(1a) | /teams/{id}/operations/{id}",
                "/groups(uniqueName='tandem-000135') | /groups(uniqueName={id})",
                "/users/april@contoso.example | /users/{id}",
                "/planner/plans/xqQg5FS2LkCp935s-FIFm2QAFkHM/tasks | /planner/plans/{id}/tasks",
                "/planner/tasks/HxMLpKRvBWkGbTqZfNcYdJsWXaQP | /planner/tasks/{id}",
                "/groups/microsoft.graph.delta() | /groups/microsoft.graph.delta()",
                "/groups/a1/owners/$ref | /groups/{id}/owners/$ref",
                "/$batch | /$batch"
            })
    void putsTheSameWordForEveryId(String path, String template) {
        assertThat(Bucket.of("GET", path).template()).isEqualTo(template);
    }

    @Test
    void keepsTheTeamsApart() {
        Bucket bucket = Bucket.of("GET", "/teams/" + TEAM + "/channels");

        assertThat(bucket.own()).isEqualTo("GET /teams/{id}/channels " + TEAM);
        assertThat(bucket.keys()).containsExactly("GET /teams/{id}/channels", bucket.own());
    }

    @Test
    void knowsATeamInEitherKeySyntax() {
        assertThat(Bucket.of("GET", "/teams('" + TEAM + "')/channels"))
                .isEqualTo(Bucket.of("GET", "/teams/" + TEAM + "/channels"));
        assertThat(Bucket.of("GET", "/teams(%27" + TEAM + "%27)/channels").resource())
                .isEqualTo(TEAM);
    }

    @Test
    void countsSingleAndBulkAddsOfMembersTogetherWithinOneTeamOnly() {
        Bucket single = Bucket.of("POST", "/teams/" + TEAM + "/members");
        Bucket bulk = Bucket.of("POST", "/teams/" + TEAM + "/members/add");

        assertThat(bulk.own()).isEqualTo(single.own());
        assertThat(bulk.shared()).isNotEqualTo(single.shared());
    }

    @Test
    void hasOneBucketForAllOutsideOfTeams() {
        assertThat(Bucket.of("PATCH", "/planner/tasks/a1").keys())
                .isEqualTo(Bucket.of("PATCH", "/planner/tasks/b2").keys())
                .hasSize(1);
    }
}
