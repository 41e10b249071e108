package io.qubix.query.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Serving;
import io.qubix.query.QueryNode;
import io.qubix.query.QueryNode.Answer;
import io.qubix.query.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProviderQueriesTest {

  private static final QueryNode.Cluster cluster = new QueryNode.Cluster();
  @AutoClose private static final QueryNode node = cluster.start();
  private static final Story story = new Story(cluster.log);

  @Test
  void aProviderIsFoundByItsId_andByItsWorkers() {
    Story.Provider provider = story.registered("by-name", "OWNER-A", "1.25");

    JsonNode byName = node.get("/api/providers/by-name").body();
    JsonNode byId = node.get("/api/providers/" + provider.terms().id()).body();

    assertThat(byName).isEqualTo(byId);
    assertThat(byName.path("pricePerHour").decimalValue()).isEqualByComparingTo("1.25");
    assertThat(byName.path("isAvailable").asBoolean()).isTrue();
    assertThat(node.get("/api/providers/nobody").status()).isEqualTo(404);
    assertThat(node.get("/api/providers/nobody/earnings").status()).isEqualTo(404);
  }

  @Test
  void theLastHeartbeatIsWhatWasHeard_orElseTheLastEvent() {
    Story.Provider provider = story.registered("heard", "OWNER-A", "1");
    Instant registered = story.now();
    assertThat(node.get("/api/providers/heard").body().path("lastHeartbeat").asString())
        .isEqualTo(registered.toString());
    Instant heard = registered.plusSeconds(30);
    cluster.lastSeen.put(provider.workerId(), heard);
    story.wentOffline(provider);

    assertThat(node.get("/api/providers/heard").body().path("lastHeartbeat").asString())
        .isEqualTo(heard.toString());
  }

  @Test
  void filtersMeanWhatTheySay_andBoundsAreIncluded() {
    Hardware small = new Hardware("GTX 1060", 6.0, null, null, 8.0);
    Story.Provider free = story.registered("f-free", "FILTERS", "77.5", small);
    Story.Provider busy = story.registered("f-busy", "FILTERS", "77.6", small);
    Story.Provider gone = story.registered("f-gone", "FILTERS", "77.7", small);
    story.registered("f-bare", "FILTERS", "77", new Hardware(null, null, null, null, null));
    story.assigned(story.created("FILTERS", "model"), 1, busy);
    story.wentOffline(gone);

    assertThat(names("?gpuModel=gtx&availability=available")).containsExactly("f-free");
    assertThat(names("?gpuModel=1060&availability=busy")).containsExactly("f-busy");
    assertThat(names("?gpuModel=GTX%201060&availability=OFFLINE")).containsExactly("f-gone");
    assertThat(names("?gpuModel=1060&maxPrice=77.6")).containsExactly("f-busy", "f-free");
    assertThat(names("?gpuModel=1060&minVram=6")).hasSize(3);
    assertThat(names("?gpuModel=1060&minVram=6.1")).isEmpty();
    assertThat(names("?gpuModel=1060&location=ZUG")).hasSize(3);
    assertThat(names("?gpuModel=1060&location=Zu")).isEmpty();
    assertThat(names("?gpuModel=%25")).isEmpty();
    assertThat(names("/my?qubicAddress=FILTERS"))
        .containsExactly("f-bare", "f-gone", "f-busy", "f-free");
    assertThat(names("/my?qubicAddress=FILTERS&limit=2&before=" + gone.terms().id()))
        .containsExactly("f-busy", "f-free");
    assertThat(free.workerId().value()).isEqualTo("f-free");
  }

  @Test
  void cardsOfAnyNumberOfNames_areLookedThrough() {
    story.registered("m-one", "MANY", "1", new Hardware("Many 0", 80.0, null, null, 8.0));
    assertThat(names("?gpuModel=many")).containsExactly("m-one");
    node.jdbc()
        .update(
            """
            insert into provider_view (worker_id, id, created, qubic_address, gpu_model, gpu_vram,
                price, online, available, state)
            select 'm-' || n, gen_random_uuid(), 1000000 + n, qubic_address, 'Many ' || n, gpu_vram,
                price, online, available, state
            from provider_view, generate_series(1, 70000) as n where worker_id = 'm-one'
            """);
    try {
      assertThat(names("?gpuModel=many&limit=500")).hasSize(500);
      assertThat(names("?gpuModel=many%2080GB&limit=500")).hasSize(500);
      assertThat(node.get("/api/providers?gpuModel=none").body()).isEmpty();
    } finally {
      node.jdbc().update("delete from provider_view where created > 1000000");
    }
  }

  @Test
  void anEstimateNamesTheFirstFive_inTheOrderOfThePolicy() {
    Hardware wanted = new Hardware("Estimated", 1.0, null, null, 4.0);
    Story.Provider done = story.registered("e-done", "ESTIMATES", "1", wanted);
    story.done("USER", done, Duration.ofHours(1));
    story.registered("e-idle", "ESTIMATES", "1", wanted);
    story.registered("e-later", "ESTIMATES", "1", wanted);
    story.registered("e-cheap", "ESTIMATES", "0.5", wanted);
    story.wentOffline(story.registered("e-gone", "ESTIMATES", "0.1", wanted));
    story.registered("e-dear", "ESTIMATES", "2", wanted);
    story.registered("e-dearer", "ESTIMATES", "3", wanted);

    JsonNode estimate =
        node.post(
                "/api/jobs/estimate",
                "{\"computeNeeded\": 2, \"requirements\": {\"gpuModel\": \"estimated\"}}")
            .body()
            .path("estimate");

    assertThat(estimate.path("best"))
        .extracting(best -> best.path("workerId").asString())
        .containsExactly("e-cheap", "e-idle", "e-later", "e-done", "e-dear");
    assertThat(estimate.path("matchingProviders").asInt()).isEqualTo(6);
    assertThat(estimate.path("marketPrice").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(estimate.path("bestOffer").asString()).isEqualTo("the cheapest offer");
  }

  @Test
  void anEstimateAndTheMarket_knowWhatProvidersServe() {
    Hardware rig = new Hardware("Serving One", 1.0, 4, null, 16, 4.0);
    Serving gold = new Serving(List.of("Llama", "whisper"), Map.of("tier", "gold"));
    story.registered("v-gold", "SERVES", "2", rig, gold, "Zug");
    story.registered("v-any", "SERVES", "3", rig, Serving.ANY, "Zug");

    assertThat(takers("'modelType': 'LLAMA'")).containsExactly("v-gold", "v-any");
    assertThat(takers("'modelType': 'other'")).containsExactly("v-any");
    assertThat(takers("'modelType': ' '")).containsExactly("v-gold", "v-any");
    assertThat(takers("'modelType': 'llama'", ", 'labels': {'tier': 'gold'}"))
        .containsExactly("v-gold");
    assertThat(takers("'modelType': 'llama'", ", 'gpuCount': 4, 'minCpuCores': 16")).hasSize(2);
    assertThat(takers("'modelType': 'llama'", ", 'gpuCount': 5")).isEmpty();
    assertThat(takers("'modelType': 'llama'", ", 'notProviders': ['v-gold']"))
        .containsExactly("v-any");
    assertThat(names("?gpuModel=serving&modelType=llama&label=tier%3Dgold"))
        .containsExactly("v-gold");
    assertThat(node.get("/api/providers?label=gold").status()).isEqualTo(400);
  }

  private static List<String> takers(String model, String... requirements) {
    String body =
        "{'computeNeeded': 1, "
            + model
            + ", 'requirements': {'gpuModel': 'serving'"
            + String.join("", requirements)
            + "}}";
    return node.post("/api/jobs/estimate", body.replace('\'', '"'))
        .body()
        .path("estimate")
        .path("best")
        .valueStream()
        .map(best -> best.path("workerId").asString())
        .toList();
  }

  @Test
  void theMarketIsSorted_andPagesFollowTheOrder() {
    Hardware odd = new Hardware("Odd One", 1.0, null, null, 4.0);
    Story.Provider dear = story.registered("s-dear", "SORTS", "9", odd);
    Story.Provider cheap = story.registered("s-cheap", "SORTS", "1", odd);
    Story.Provider same = story.registered("s-same", "SORTS", "1", odd);
    story.done("USER", dear, Duration.ofHours(1));
    story.done("USER", same, Duration.ofHours(2));
    story.done("USER", same, Duration.ofHours(1));

    assertThat(names("?gpuModel=odd&sort=price")).containsExactly("s-cheap", "s-same", "s-dear");
    assertThat(names("?gpuModel=odd&sort=jobs")).containsExactly("s-same", "s-dear", "s-cheap");
    assertThat(names("?gpuModel=odd&sort=earnings")).containsExactly("s-dear", "s-same", "s-cheap");
    assertThat(names("?gpuModel=odd&sort=price&limit=1&before=" + cheap.terms().id()))
        .containsExactly("s-same");
    assertThat(names("?gpuModel=odd&sort=earnings&before=" + dear.terms().id()))
        .containsExactly("s-same", "s-cheap");
    assertThat(names("?gpuModel=odd&minRam=4")).hasSize(3);
    assertThat(names("?gpuModel=odd&minRam=5")).isEmpty();
    assertThat(node.get("/api/providers?sort=luck").status()).isEqualTo(400);
  }

  @Test
  void earningsAreSummedDayByDay_alsoOfDaysWithout() {
    Story now = new Story(cluster.log, Instant.now());
    Story.Provider provider = now.registered("daily", "OWNER-D", "3.6");
    now.done("USER", provider, Duration.ofSeconds(1000));
    now.done("USER", provider, Duration.ofSeconds(500));

    JsonNode days = node.get("/api/providers/daily/earnings/daily?days=3").body().path("days");

    // The story may go on past midnight; then its day is not over yet.
    assertThat(days).hasSize(3);
    assertThat(days.get(0).path("jobs").asInt()).isZero();
    assertThat(
            node.jdbc()
                .queryForObject(
                    "select sum(earned) from provider_day where worker_id = 'daily'", Long.class))
        .isEqualTo(1_500_000);
    assertThat(node.get("/api/providers/nobody/earnings/daily").status()).isEqualTo(404);
    assertThat(node.get("/api/providers/daily/earnings/daily?days=367").status()).isEqualTo(400);
  }

  @Test
  void uptimeIsTheShareOfTheTimeThatIsKnown() {
    Story past = new Story(cluster.log, Instant.now().minus(Duration.ofHours(2)));
    Story.Provider provider = past.registered("there", "OWNER-U", "1");
    past.registered("there-still", "OWNER-U", "1");
    past.wentOffline(provider);

    JsonNode gone = node.get("/api/providers/there/uptime").body();
    JsonNode still = node.get("/api/providers/there-still/uptime?days=1").body();

    assertThat(gone.path("share").asDouble()).isBetween(0.0, 0.01);
    assertThat(gone.path("interruptions").asInt()).isEqualTo(1);
    assertThat(still.path("share").asDouble()).isEqualTo(1);
    assertThat(still.path("interruptions").asInt()).isZero();
    assertThat(node.get("/api/providers/nobody/uptime").status()).isEqualTo(404);
  }

  @Test
  void badParametersAreNamed() {
    Answer answer =
        node.get("/api/providers?availability=x&minVram=-1&maxPrice=1e999999&limit=501&before=1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("availability", "minVram", "maxPrice", "limit", "before");
    assertThat(node.get("/api/providers/my?limit=0").status()).isEqualTo(400);
  }

  @Test
  void earningsAreListedJobByJob_alsoThoseOfNothing() {
    Story.Provider provider = story.registered("earner", "OWNER-B", "3.6");
    JobId first = story.done("USER", provider, Duration.ofSeconds(1000));
    JobId second = story.done("USER", provider, Duration.ZERO);
    JobId failed = story.created("USER", "model");
    story.assigned(failed, 1, provider);
    story.failed(failed, 1, provider, "broken");

    JsonNode earnings = node.get("/api/providers/earner/earnings").body();
    JsonNode older = node.get("/api/providers/earner/earnings?before=" + second.value()).body();

    assertThat(earnings.path("totalEarnings").decimalValue()).isEqualByComparingTo("1");
    assertThat(earnings.path("totalJobs").asInt()).isEqualTo(2);
    assertThat(earnings.path("jobs").findValuesAsString("jobId"))
        .containsExactly(second.value().toString(), first.value().toString());
    assertThat(older.path("jobs").findValuesAsString("jobId"))
        .containsExactly(first.value().toString());
    assertThat(node.get("/api/providers/earner/earnings?before=" + failed.value()).status())
        .isEqualTo(400);
  }

  private static List<String> names(String query) {
    List<String> names = new ArrayList<>();
    node.get("/api/providers" + query)
        .body()
        .forEach(provider -> names.add(provider.path("workerId").asString()));
    return names;
  }
}
