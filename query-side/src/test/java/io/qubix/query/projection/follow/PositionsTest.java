package io.qubix.query.projection.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import io.qubix.query.projection.Positions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

class PositionsTest {

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final Story story = new Story(cluster.log);

  @Test
  void anEmptyLogIsNotWaitedFor() {
    try (QueryNode node = cluster.start("qubix.query.wait=100ms")) {
      assertThat(node.get("/api/jobs/user/NOBODY").status()).isEqualTo(200);
      assertThat(node.get("/api/admin/projections").body().get(0).path("lag").asInt()).isZero();
    }
  }

  @Test
  void aPositionThatNeverComes_isWaitedForSoLongOnly() {
    try (QueryNode node = cluster.start("qubix.query.wait=300ms")) {
      Positions positions = node.get(Positions.class);
      long before = System.nanoTime();

      assertThatThrownBy(() -> positions.awaitPosition("job", 1_000))
          .isInstanceOf(Rejection.Unavailable.class);
      assertThat(System.nanoTime() - before)
          .isBetween(TimeUnit.MILLISECONDS.toNanos(300), TimeUnit.SECONDS.toNanos(5));
    }
  }

  @Test
  void aPositionThatCannotBeLookedUp_isAskedForAgainOnlyWhenTheStoreIsAway() {
    HikariDataSource withoutTables = TestDatabase.pool();
    ProjectionRows rows = new ProjectionRows(new JdbcTemplate(withoutTables));
    Positions positions =
        new ProjectionPositions(
            cluster.log,
            rows,
            new Versions(List.of(), rows, cluster.signals.ofNode()),
            cluster.signals.ofNode(),
            Duration.ofSeconds(10));
    assertThatThrownBy(() -> positions.awaitPosition("job", 1))
        .isInstanceOf(BadSqlGrammarException.class);

    withoutTables.close();
    assertThatThrownBy(() -> positions.awaitPosition("job", 1))
        .isInstanceOf(Rejection.Unavailable.class);
  }

  @Test
  void whoeverWaits_isWokenWhenThePositionIsPassed() {
    try (QueryNode node = cluster.start()) {
      Positions positions = node.get(Positions.class);
      CompletableFuture<Void> woken =
          CompletableFuture.runAsync(() -> positions.awaitPosition("user", 2));
      story.created("USER", "model");
      story.created("USER", "model");

      assertThat(woken).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void everyNodeReadsItsWrites_evenWhenNoSignalArrives() {
    try (QueryNode one = cluster.start();
        QueryNode other = cluster.start()) {
      JobId heard = story.created("USER", "model");
      assertThat(one.get("/api/jobs/" + heard.value()).status()).isEqualTo(200);
      assertThat(other.get("/api/jobs/" + heard.value()).status()).isEqualTo(200);

      cluster.signals.loseAll();
      JobId unheard = story.created("USER", "model");
      assertThat(one.get("/api/jobs/" + unheard.value()).status()).isEqualTo(200);
      assertThat(other.get("/api/jobs/" + unheard.value()).status()).isEqualTo(200);
    }
  }

  @Test
  void aNodeThatStops_isFollowedByTheOther_whereItStopped() {
    QueryNode one = cluster.start();
    try (QueryNode other = cluster.start("qubix.query.wait=60s")) {
      JobId before = story.created("USER", "model");
      assertThat(other.get("/api/jobs/" + before.value()).status()).isEqualTo(200);
      one.close();
      JobId after = story.created("USER", "model");

      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> other.get("/api/jobs/" + after.value()).status() == 200);
      assertThat(other.jdbc().queryForObject("select count(*) from job_view", Long.class))
          .isEqualTo(2);
    }
  }
}
