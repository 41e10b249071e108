package io.qubix.query.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.job.JobId;
import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API says of why a job went where it went, or waits. */
class DecisionsTest {

  private static final Hardware LARGE = new Hardware("RTX 4090", 24.0, 2, null, 16, 64.0);
  private static final Serving GOLD = new Serving(List.of("llama"), Map.of("tier", "gold"));

  /** It costs at most 2. */
  private static final Requirements ASKED =
      new Requirements(
          "4090",
          16.0,
          2,
          8,
          32.0,
          "Zug",
          Map.of("tier", "gold"),
          List.of(),
          List.of(new WorkerId("not-1")));

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final QueryNode node = cluster.start();
  private final Story story = new Story(cluster.log);

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void eachProviderIsCountedOnce_underWhatItMissesFirst() {
    provider("dear-1", "3", LARGE, GOLD, "Zug");
    provider("dear-2", "2.5", LARGE, GOLD, "Zug");
    Story.Provider dearAndBusy = provider("dear-3", "2.000001", LARGE, GOLD, "zug");
    provider("dear-and-small", "2.1", Hardware.UNKNOWN, GOLD, "Zug");
    provider("other-model", "1", LARGE, new Serving(List.of("whisper"), GOLD.labels()), "Bern");
    provider("other-card", "1", new Hardware("A100", 80.0, 2, null, 16, 64.0), GOLD, "Zug");
    provider("little-memory", "1", new Hardware("RTX 4090", 8.0, 2, null, 16, 64.0), GOLD, "Zug");
    provider("one-card", "1", new Hardware("RTX 4090", 24.0, 1, null, 16, 64.0), GOLD, "Zug");
    provider("few-cores", "1", new Hardware("RTX 4090", 24.0, 2, null, 4, 64.0), GOLD, "Zug");
    provider("elsewhere", "1", LARGE, GOLD, "Bern");
    provider("silver", "1", LARGE, new Serving(List.of(), Map.of("tier", "silver")), "Zug");
    provider("not-1", "1", LARGE, GOLD, "Zug");
    Story.Provider busy = provider("busy", "1", LARGE, GOLD, "Zug");
    Story.Provider cools = provider("cools", "1", LARGE, GOLD, "Zug");
    Story.Provider dearAndCools = provider("dear-4", "9", LARGE, GOLD, "Zug");
    Story.Provider gone = provider("gone", "0.1", LARGE, GOLD, "Zug");
    Story.Provider dearAndGone = provider("gone-too", "2.0000005", LARGE, GOLD, "Zug");
    story.assigned(story.created("OTHER", "llama"), 1, busy);
    story.assigned(story.created("OTHER", "llama"), 1, dearAndBusy);
    story.coolsDown(cools);
    story.coolsDown(dearAndCools);
    story.wentOffline(gone);
    story.wentOffline(dearAndGone);
    JobId job = asked();

    JsonNode decisions = decisions(job);

    assertThat(decisions.path("attempts")).isEmpty();
    JsonNode waiting = decisions.path("waiting");
    assertThat(waiting.path("since").asString()).isEqualTo(story.now().toString());
    assertThat(waiting.path("misses").toString())
        .isEqualTo(
            "{\"tooExpensive\":4,\"modelNotServed\":1,\"tooSmall\":5,\"label\":2,"
                + "\"coolingDown\":1,\"busy\":1,\"excluded\":1}");
    assertThat(waiting.path("cheapestThatFits").decimalValue()).isEqualByComparingTo("2.000001");
  }

  @Test
  void aProviderThatFits_isNotCounted_andSeenAsSoonAsItRegistered() {
    JobId job = asked();
    assertThat(decisions(job).path("waiting").path("misses").path("tooExpensive").asInt()).isZero();
    assertThat(decisions(job).path("waiting").path("cheapestThatFits").isNull()).isTrue();
    for (int i = 1; i <= 20; i++) {
      provider("fits-" + i, "2", LARGE, GOLD, "Zug");
      provider("dear-" + i, "2.1", LARGE, GOLD, "Zug");
      assertThat(missesOf(job)).isEqualTo(i);
    }
  }

  @Test
  void aProviderThatFailedTheJob_isExcluded_untilTheJobHasWaitedLong() {
    Story.Provider first = provider("first", "1", LARGE, GOLD, "Zug");
    JobId job = asked();
    story.assigned(job, 1, first);
    assertThat(decisions(job).path("waiting").isNull()).isTrue();
    story.failed(job, 1, first, "no");
    story.requeued(job, 2, first);
    String since = story.now().toString();

    JsonNode again = decisions(job);
    assertThat(again.path("attempts")).hasSize(1);
    assertThat(again.path("attempts").get(0).path("policy").asString()).isEqualTo("test/1");
    assertThat(again.path("waiting").path("since").asString()).isEqualTo(since);
    assertThat(again.path("waiting").path("misses").path("excluded").asInt()).isEqualTo(1);

    story.waitedTooLong(job, 2);
    assertThat(missesOf(job)).isZero();
  }

  @Test
  void aJobThatIsOver_doesNotWait_andAnUnknownOneIsNotFound() {
    Story.Provider provider = provider("over", "1", LARGE, GOLD, "Zug");
    JobId job = story.done("OVER", provider, Duration.ofSeconds(1));

    JsonNode decisions = decisions(job);
    assertThat(decisions.path("attempts")).hasSize(1);
    assertThat(decisions.path("waiting").isNull()).isTrue();
    assertThat(node.get("/api/jobs/" + JobId.next(story.now()).value() + "/decisions").status())
        .isEqualTo(404);
  }

  /** A reading of the market costs much: those who ask meanwhile share the next one. */
  @Test
  void callersAtTheSameTime_shareAReadingOfTheMarket() {
    provider("one", "5", LARGE, GOLD, "Zug");
    JobId job = asked();
    assertThat(missesOf(job)).isEqualTo(1);
    node.jdbc()
        .update(
            """
            insert into provider_view (worker_id, id, created, qubic_address, price, online,
                available, state)
            select 'many-' || n, gen_random_uuid(), 1000000 + n, 'MANY', price, n > 5000, available,
                jsonb_set(state, '{workerId}', to_jsonb('many-' || n))
            from generate_series(1, 15000) as n, (select * from provider_view limit 1) as one
            """);
    node.jdbc().execute("analyze provider_view");
    long before = rowsRead();

    List<CompletableFuture<QueryNode.Answer>> calls =
        IntStream.range(0, 20)
            .mapToObj(i -> node.getAsync("/api/jobs/" + job.value() + "/decisions"))
            .toList();

    for (CompletableFuture<QueryNode.Answer> call : calls) {
      assertThat(call.join().body().at("/waiting/misses/tooExpensive").asInt()).isEqualTo(10_001);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(rowsRead() - before).isBetween(10_001L, 8 * 15_001L));
  }

  private long rowsRead() {
    return node.jdbc()
        .queryForObject(
            """
            select seq_tup_read + coalesce(idx_tup_fetch, 0)
            from pg_stat_user_tables where relname = 'provider_view'
            """,
            Long.class);
  }

  private Story.Provider provider(
      String worker, String price, Hardware machine, Serving serving, String location) {
    return story.registered(worker, "OWNER", price, machine, serving, location);
  }

  private JobId asked() {
    return story.created("CONSUMER", "llama", "{}", ASKED, null);
  }

  private int missesOf(JobId job) {
    JsonNode misses = decisions(job).path("waiting").path("misses");
    return misses.valueStream().mapToInt(JsonNode::asInt).sum();
  }

  private JsonNode decisions(JobId job) {
    QueryNode.Answer answer = node.get("/api/jobs/" + job.value() + "/decisions");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }
}
