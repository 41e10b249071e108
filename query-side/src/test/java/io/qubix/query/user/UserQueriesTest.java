package io.qubix.query.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UserQueriesTest {

  private static QueryNode node;
  private static Story story;

  @BeforeAll
  static void start() {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    node = cluster.start();
    story = new Story(cluster.log);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aRoleFollowsFromWhatAUserDid() {
    story.created("CONSUMER", "model");
    story.registered("w-1", "PROVIDER", "1");
    story.created("ANY", "model");
    story.registered("w-2", "ANY", "1");

    assertThat(user("CONSUMER").path("role").asString()).isEqualTo("CONSUMER");
    assertThat(user("PROVIDER").path("role").asString()).isEqualTo("PROVIDER");
    assertThat(user("ANY").path("role").asString()).isEqualTo("BOTH");
    assertThat(user("ANY").path("username").isNull()).isTrue();
    assertThat(node.get("/api/users/NOBODY").status()).isEqualTo(404);
  }

  @Test
  void aNameIsGiven_andTakenAway_andKeepsTheRole() {
    story.created("NAMED", "model");
    story.renamed("NAMED", "Ada");
    story.created("NAMED", "model");
    assertThat(user("NAMED").path("username").asString()).isEqualTo("Ada");
    story.renamed("NAMED", null);

    assertThat(user("NAMED").path("username").isNull()).isTrue();
    assertThat(user("NAMED").path("role").asString()).isEqualTo("CONSUMER");
  }

  private static JsonNode user(String address) {
    return node.get("/api/users/" + address).body();
  }
}
