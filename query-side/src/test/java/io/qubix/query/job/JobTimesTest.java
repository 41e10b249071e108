package io.qubix.query.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Jobs of a time: one a second for five minutes, and two written the other way around. */
class JobTimesTest {

  private static final int JOBS = 300;

  private static final List<String> created = new ArrayList<>();
  private static QueryNode node;
  private static Instant start;

  @BeforeAll
  static void start() {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    node = cluster.start();
    Story story = new Story(cluster.log);
    start = story.now().plusSeconds(1);
    for (int i = 0; i < JOBS; i++) {
      created.add(story.created("PAYER", i % 2 == 0 ? "even" : "odd").value().toString());
    }
    Instant late = start.plusSeconds(1000);
    created.add(at(cluster, late.plusSeconds(1)));
    created.add(at(cluster, late));
  }

  private static String at(QueryNode.Cluster cluster, Instant at) {
    return new Story(cluster.log, at.minusSeconds(1)).created("PAYER", "late").value().toString();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theFirstMomentIsIn_theLastIsNot() {
    Instant from = start.plusSeconds(120);

    assertThat(find("since=" + from + "&until=" + from.plusSeconds(10)))
        .isEqualTo(newestFirst(120, 130));
    assertThat(find("since=" + from.plusNanos(1000) + "&until=" + from.plusSeconds(1))).isEmpty();
    assertThat(find("until=" + start.plusSeconds(2))).isEqualTo(newestFirst(0, 2));
    assertThat(find("since=" + start.plusSeconds(299))).isEqualTo(newestFirst(299, 302));
    assertThat(find("since=" + start.plusSeconds(2000))).isEmpty();
  }

  @Test
  void itGoesWithTheOtherFilters_andWithPages() {
    String time = "since=" + start + "&until=" + start.plusSeconds(JOBS) + "&modelType=even";
    List<String> seen = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonNode page = node.get("/api/jobs?" + time + "&limit=40&before=" + next).body();
      page.path("jobs").forEach(job -> seen.add(job.path("id").asString()));
      next = page.path("next").isNull() ? null : page.path("next").asString();
    }

    assertThat(seen).hasSize(JOBS / 2).doesNotHaveDuplicates();
    assertThat(seen.get(0)).isEqualTo(created.get(298));
  }

  @Test
  void whatWasWrittenTheOtherWayAround_isFoundByItsTime() {
    Instant late = start.plusSeconds(1000);

    assertThat(find("since=" + late + "&until=" + late.plusSeconds(1)))
        .containsExactly(created.get(301));
    assertThat(find("since=" + late.plusSeconds(1))).containsExactly(created.get(300));
  }

  @Test
  void whatIsNoMomentIsRefused() {
    JsonNode errors = node.get("/api/jobs?since=yesterday&until=").body().path("errors");

    assertThat(errors.size()).isEqualTo(1);
    assertThat(errors.get(0).path("field").asString()).isEqualTo("since");
  }

  private static List<String> newestFirst(int from, int to) {
    List<String> some = new ArrayList<>(created.subList(from, to));
    Collections.reverse(some);
    return some;
  }

  private static List<String> find(String filter) {
    List<String> found = new ArrayList<>();
    node.get("/api/jobs?" + filter)
        .body()
        .path("jobs")
        .forEach(job -> found.add(job.path("id").asString()));
    return found;
  }
}
