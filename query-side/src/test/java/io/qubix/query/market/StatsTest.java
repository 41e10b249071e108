package io.qubix.query.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatsTest {

  private static QueryNode node;
  private static Story story;

  /**
   * Three jobs done for 1 QUBIC each, one that failed once and waits, one running, one assigned.
   */
  @BeforeAll
  static void start() {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    node = cluster.start();
    story = new Story(cluster.log, Instant.now().minus(Duration.ofMinutes(3)));
    Story.Provider provider = story.registered("worker", "OWNER", "3.6");
    for (int i = 0; i < 3; i++) {
      story.done("USER", provider, Duration.ofSeconds(1000));
    }
    JobId failed = story.created("USER", "model");
    story.assigned(failed, 1, provider);
    story.started(failed, 1, provider);
    story.failed(failed, 1, provider, "broken");
    JobId running = story.created("USER", "model");
    story.assigned(running, 1, provider);
    story.started(running, 1, provider);
    Story.Provider other = story.registered("other", "OWNER", "9");
    story.assigned(story.created("USER", "model"), 1, other);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void jobsAreCountedByStatus_andProvidersByWhatTheyDo() {
    JsonNode overview = node.get("/api/stats/overview").body();

    assertThat(overview.path("jobs").toString())
        .isEqualTo(
            "{\"PENDING\":1,\"ASSIGNED\":1,\"RUNNING\":1,\"COMPLETED\":3,\"FAILED\":0,"
                + "\"CANCELLED\":0}");
    assertThat(overview.path("providers").toString())
        .isEqualTo("{\"total\":2,\"online\":2,\"busy\":2}");
    assertThat(overview.path("waiting").path("averageSeconds").asDouble()).isEqualTo(1);
    assertThat(overview.path("waiting").path("longestSeconds").asDouble()).isEqualTo(1);
    assertThat(overview.path("waiting").path("oldestSeconds").asDouble()).isGreaterThan(100);
  }

  @Test
  void everyMinuteIsThere_withWhatHappenedInIt() {
    JsonNode minutes = node.get("/api/stats/minutes?count=10").body().path("minutes");

    assertThat(minutes).hasSize(10);
    assertThat(sum(minutes, "submitted")).isEqualTo(6);
    assertThat(sum(minutes, "finished")).isEqualTo(3);
    assertThat(sum(minutes, "paid")).isEqualTo(3);
    assertThat(Instant.parse(minutes.get(9).path("at").asString()))
        .isEqualTo(Instant.parse(minutes.get(0).path("at").asString()).plus(Duration.ofMinutes(9)));
    assertThat(node.get("/api/stats/minutes?count=0").status()).isEqualTo(400);
    assertThat(node.get("/api/stats/minutes?count=1441").status()).isEqualTo(400);
  }

  @Test
  void aRebuildCountsTheSame() {
    String counts = "select json_agg(c order by status)::text from job_count c where jobs <> 0";
    String minutes = "select json_agg(m order by at)::text from job_minute m";
    String days = "select json_agg(d order by worker_id, day)::text from provider_day d";
    String presence = "select json_agg(p order by position)::text from provider_presence p";
    node.get("/api/stats/overview");
    String before = text(counts) + text(minutes) + text(days) + text(presence);

    for (String name : new String[] {"job", "provider"}) {
      assertThat(node.post("/api/admin/projections/" + name + "/replay", "").status())
          .isEqualTo(202);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  StreamSupport.stream(
                          node.get("/api/admin/projections").body().spliterator(), false)
                      .filter(one -> one.path("name").asString().equals(name))
                      .anyMatch(
                          one -> one.path("rebuild").path("state").asString().equals("DONE")));
    }

    assertThat(text(counts) + text(minutes) + text(days) + text(presence)).isEqualTo(before);
  }

  private static String text(String query) {
    return String.valueOf(node.jdbc().queryForObject(query, String.class));
  }

  private static double sum(JsonNode minutes, String member) {
    return StreamSupport.stream(minutes.spliterator(), false)
        .mapToDouble(minute -> minute.path(member).asDouble())
        .sum();
  }
}
