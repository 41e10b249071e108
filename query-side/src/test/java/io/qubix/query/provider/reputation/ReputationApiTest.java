package io.qubix.query.provider.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import io.qubix.query.provider.ProviderSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReputationApiTest {

  private static final QueryNode.Cluster cluster = new QueryNode.Cluster();
  @AutoClose private static final QueryNode node = cluster.start();
  private static final Story story = new Story(cluster.log);

  @Test
  void aNewProvider_hasAnEvenChance_andNothingBehindIt() {
    story.registered("new", "OWNER", "1");

    JsonNode provider = node.get("/api/providers/new").body().path("reputation");
    JsonNode reputation = reputation("new", "");

    assertThat(provider.toString())
        .isEqualTo("{\"score\":0.5,\"jobs\":0,\"version\":\"reputation/1\"}");
    assertThat(reputation.path("asOf").isNull()).isTrue();
    assertThat(reputation.path("time").path("usedOfAsked").isNull()).isTrue();
    assertThat(reputation.path("events")).isEmpty();
    assertThat(reputation.path("next").isNull()).isTrue();
    assertThat(node.get("/api/providers/nobody/reputation").status()).isEqualTo(404);
    assertThat(node.get("/api/providers/new/reputation?before=1").status()).isEqualTo(400);
    assertThat(node.get("/api/providers/new/reputation?limit=0").status()).isEqualTo(400);
  }

  @Test
  void eachFigureStandsBesideTheEventsBehindIt() {
    Story.Provider provider = story.registered("known", "OWNER", "1");
    JobId done = story.done("USER", provider, Duration.ofMinutes(1));
    JobId failed = ended(provider, AttemptEnd.FAILED);
    ended(provider, AttemptEnd.CANCELLED);
    ended(provider, AttemptEnd.LOST);
    ended(provider, AttemptEnd.STALLED);

    JsonNode reputation = reputation("known", "");

    assertThat(texts(reputation, "end"))
        .containsExactly("STALLED", "LOST", "CANCELLED", "FAILED", "COMPLETED");
    assertThat(texts(reputation, "says"))
        .containsExactly("TIMED_OUT", "LOST", "NONE", "FAILED", "COMPLETED");
    assertThat(texts(reputation, "jobId"))
        .contains(done.value().toString(), failed.value().toString());
    for (String part : List.of("completed", "failed", "lost", "timedOut")) {
      assertThat(reputation.path(part).path("attempts").asInt()).as(part).isEqualTo(1);
    }
    assertThat(reputation.path("jobs").asInt()).isEqualTo(4);
    assertThat(reputation.path("score").asDouble()).isBetween(0.32, 0.34);
    assertThat(node.get("/api/providers/known").body().path("reputation").path("score"))
        .isEqualTo(reputation.path("score"));
  }

  @Test
  void theEventsBehindItComeInPages_eachOnce() {
    Story.Provider provider = story.registered("paged", "OWNER", "1");
    for (int i = 0; i < 7; i++) {
      ended(provider, AttemptEnd.FAILED);
    }
    List<String> whole = texts(reputation("paged", ""), "position");
    List<String> walked = new ArrayList<>();
    String before = "";
    do {
      JsonNode page = reputation("paged", "?limit=2" + before);
      assertThat(page.path("events").size()).isLessThanOrEqualTo(2);
      walked.addAll(texts(page, "position"));
      before = page.path("next").isNull() ? null : "&before=" + page.path("next").asString();
    } while (before != null);

    assertThat(walked).isEqualTo(whole).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void aReplayGivesTheSameFigures() {
    Story.Provider provider = story.registered("replayed", "OWNER", "1");
    for (int i = 0; i < 120; i++) {
      ended(provider, AttemptEnd.values()[i % AttemptEnd.values().length]);
      story.done("USER", provider, Duration.ofSeconds(i));
    }
    JsonNode live = reputation("replayed", "");
    node.jdbc()
        .update("update provider_view set state = jsonb_set(state, '{reputation,day}', '1')");
    assertThat(reputation("replayed", "").path("asOf")).isNotEqualTo(live.path("asOf"));

    assertThat(node.post("/api/admin/projections/provider/replay", "").status()).isEqualTo(202);
    await().untilAsserted(() -> assertThat(reputation("replayed", "")).isEqualTo(live));
  }

  /** The estimate sorts in the database, the order book by the policy itself. */
  @Test
  void theDatabaseSortsByReputation_likeThePolicy() {
    for (int i = 0; i < 12; i++) {
      Story.Provider provider =
          story.registered("sorted-" + i, "SORTED", "" + (1 + i % 4) + "." + i);
      for (int j = 0; j < i; j++) {
        story.done("USER", provider, Duration.ofSeconds(1));
      }
      for (int j = 0; j < i * 7 % 5; j++) {
        ended(provider, AttemptEnd.values()[1 + j]);
      }
    }
    try (QueryNode other = cluster.start("qubix.matching.policy=reliable")) {
      ProviderSearch search = other.get(ProviderSearch.class);
      List<ProviderState> sorted =
          search.best(null, Requirements.NONE, null, 100).stream()
              .map(provider -> search.state(provider.workerId().value()).orElseThrow())
              .toList();
      assertThat(sorted)
          .hasSizeGreaterThanOrEqualTo(12)
          .isSortedAccordingTo(MatchingPolicy.named("reliable").providers());
      assertThat(sorted).extracting(one -> one.reputation().isNew()).contains(true, false);
    }
  }

  private static JobId ended(Story.Provider provider, AttemptEnd end) {
    JobId job = story.created("USER", "model");
    story.assigned(job, 1, provider);
    story.released(job, 1, provider, end);
    return job;
  }

  private static JsonNode reputation(String worker, String query) {
    return node.get("/api/providers/" + worker + "/reputation" + query).body();
  }

  private static List<String> texts(JsonNode reputation, String member) {
    return reputation.path("events").valueStream().map(one -> one.path(member).asString()).toList();
  }
}
