package io.qubix.query.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;
import static org.awaitility.Awaitility.await;

import io.qubix.api.job.JobId;
import io.qubix.api.job.WorkTime;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.QueryNode;
import io.qubix.query.QueryNode.Answer;
import io.qubix.query.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

class JobQueriesTest {

  private static final String UNKNOWN = "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b";

  private static QueryNode.Cluster cluster;
  private static QueryNode node;
  private static Story story;

  @BeforeAll
  static void start() {
    cluster = new QueryNode.Cluster();
    node = cluster.start();
    story = new Story(cluster.log);
  }

  @AfterEach
  void makeRoom() {
    cluster.room = stored -> true;
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aJobShowsItsAttempts_whereItIsAskedForAlone() {
    Story.Provider first = story.registered("attempts-1", "OWNER", "1.5");
    Story.Provider second = story.registered("attempts-2", "OWNER", "2");
    JobId job = story.created("ATTEMPTS", "model-a");
    story.assigned(job, 1, first);
    story.started(job, 1, first);
    story.failed(job, 1, first, "out of memory");
    story.assigned(job, 2, second);
    Instant assigned = story.now();

    JsonNode running = node.get("/api/jobs/" + job.value()).body().path("attempts");

    assertThat(running).hasSize(2);
    assertThat(running.get(0).propertyNames())
        .containsExactly(
            "number", "provider", "assignedAt", "startedAt", "endedAt", "end", "error", "receipt");
    assertThat(running.get(0).path("end").asString()).isEqualTo("FAILED");
    assertThat(running.get(0).path("error").asString()).isEqualTo("out of memory");
    assertThat(running.get(0).path("provider").path("workerId").asString()).isEqualTo("attempts-1");
    assertThat(running.get(0).path("receipt").path("policy").asString()).isEqualTo("test/1");
    assertThat(running.get(1).path("number").asInt()).isEqualTo(2);
    assertThat(running.get(1).path("assignedAt").asString()).isEqualTo(assigned.toString());
    assertThat(running.get(1).path("startedAt").isNull()).isTrue();
    assertThat(running.get(1).path("end").isNull()).isTrue();

    story.started(job, 2, second);
    story.completed(job, 2, "ATTEMPTS", second, Duration.ofSeconds(3));

    JsonNode done = node.get("/api/jobs/" + job.value()).body();
    assertThat(done.path("attempts").get(1).path("end").asString()).isEqualTo("COMPLETED");
    assertThat(done.path("attempts").get(1).path("endedAt")).isEqualTo(done.path("completedAt"));
    JsonNode listed = node.get("/api/jobs/user/ATTEMPTS").body().get(0);
    assertThat(listed.path("id")).isEqualTo(done.path("id"));
    assertThat(listed.has("attempts")).isFalse();
  }

  @Test
  void aJobIsSeenAsSoonAsItIsWritten_withInputAndUser() {
    story.renamed("USER-A", "Ada");
    JobId job = story.created("USER-A", "model-a");

    Answer answer = node.get("/api/jobs/" + job.value());

    assertThat(answer.status()).isEqualTo(200);
    JsonNode body = answer.body();
    assertThat(body.path("id").asString()).isEqualTo(job.value().toString());
    assertThat(body.path("status").asString()).isEqualTo("PENDING");
    assertThat(body.path("user").path("username").asString()).isEqualTo("Ada");
    assertThat(body.path("inputData").path("precise").decimalValue())
        .isEqualByComparingTo("0.10000000000000000001");
    assertThat(body.has("provider")).isTrue();
    assertThat(body.path("provider").isNull()).isTrue();
    assertThat(body.path("result").isNull()).isTrue();
  }

  @Test
  void aRetriedJobAndItsRepeat_nameEachOther_alsoInLists() {
    JobId first = story.created("RETRIES", "model-a");
    assertThat(jobs("RETRIES").get(0).path("retriedBy").isNull()).isTrue();

    JobId second = story.repeated("RETRIES", first);
    JobId third = story.repeated("RETRIES", second);

    JsonNode all = jobs("RETRIES");
    assertThat(all.findValuesAsString("id"))
        .containsExactly(text(third), text(second), text(first));
    assertThat(all.get(2).path("retryOf").isNull()).isTrue();
    assertThat(all.get(2).path("retriedBy").asString()).isEqualTo(text(second));
    assertThat(all.get(1).path("retryOf").asString()).isEqualTo(text(first));
    assertThat(all.get(1).path("retriedBy").asString()).isEqualTo(text(third));
    assertThat(all.get(0).path("retryOf").asString()).isEqualTo(text(second));
    assertThat(all.get(0).path("retriedBy").isNull()).isTrue();
    assertThat(all.get(0).has("retriedBy")).isTrue();
    assertThat(node.get("/api/jobs/" + text(first)).body().path("retriedBy").asString())
        .isEqualTo(text(second));
  }

  @Test
  void aCompletedJobShowsItsResult_costAndWholeProvider() {
    Story.Provider provider = story.registered("whole-1", "OWNER", "1.5");
    JobId job = story.done("USER-B", provider, Duration.ofMinutes(30));

    JsonNode body = node.get("/api/jobs/" + job.value()).body();

    assertThat(body.path("status").asString()).isEqualTo("COMPLETED");
    assertThat(body.path("progress").asInt()).isEqualTo(100);
    assertThat(body.path("actualCost").decimalValue()).isEqualByComparingTo("0.75");
    assertThat(body.path("actualDuration").asDouble()).isEqualTo(1800);
    assertThat(body.path("result").path("vectors").get(0).get(0).asDouble()).isEqualTo(1.5);
    assertThat(body.path("provider").path("gpuVram").asDouble()).isEqualTo(24);
    assertThat(body.path("provider").path("totalJobs").asInt()).isEqualTo(1);
    assertThat(body.path("provider").path("workerId").asString()).isEqualTo("whole-1");
  }

  @Test
  void aJobShowsWhatWasReportedAndMeasured_andTheWorkersExcessesAreCounted() {
    Story.Provider provider = story.registered("excess-1", "OWNER", "1.5");
    JobId honest = assignedTo(provider);
    JobId boasted = assignedTo(provider);
    Duration reported = Duration.ofHours(1);
    story.completed(honest, 1, "USER-E", provider, reported, new WorkTime(reported, reported));
    story.completed(
        boasted, 1, "USER-E", provider, reported, new WorkTime(reported, Duration.ofMillis(1500)));

    JsonNode body = node.get("/api/jobs/" + boasted.value()).body();

    assertThat(body.path("reportedDuration").asDouble()).isEqualTo(3600);
    assertThat(body.path("measuredDuration").asDouble()).isEqualTo(1.5);
    assertThat(body.path("overReported").asBoolean()).isTrue();
    assertThat(node.get("/api/jobs/" + honest.value()).body().path("overReported").asBoolean(true))
        .isFalse();
    JobSearch jobs = node.get(JobSearch.class);
    assertThat(jobs.countOverReportedBy(new WorkerId("excess-1"))).isEqualTo(1);
    assertThat(jobs.countOverReportedBy(new WorkerId("whole-1"))).isZero();
  }

  @Test
  void aJobFromBeforeBothTimesWereKept_showsNeither() {
    JobId job = story.done("USER-E", story.registered("old-1", "OWNER", "1"), Duration.ofHours(9));

    JsonNode body = node.get("/api/jobs/" + job.value()).body();

    assertThat(body.path("reportedDuration").isNull()).isTrue();
    assertThat(body.path("measuredDuration").isNull()).isTrue();
    assertThat(body.path("overReported").asBoolean(true)).isFalse();
  }

  private static JobId assignedTo(Story.Provider provider) {
    JobId job = story.created("USER-E", "model");
    story.assigned(job, 1, provider);
    return job;
  }

  @Test
  void aJobThatWasPutBackWaits_andShowsWhy() {
    Story.Provider provider = story.registered("back-1", "OWNER", "1");
    JobId job = story.created("USER-C", "model-c");
    story.assigned(job, 1, provider);
    story.started(job, 1, provider);
    story.failed(job, 1, provider, "out of memory");

    JsonNode body = node.get("/api/jobs/" + job.value()).body();

    assertThat(body.path("status").asString()).isEqualTo("PENDING");
    assertThat(body.path("reassignments").asInt()).isEqualTo(1);
    assertThat(body.path("error").asString())
        .isEqualTo("Reassignment attempt 1 after failure: out of memory");
    assertThat(node.get("/api/jobs/pending/back-1").body().isEmpty()).isTrue();
  }

  @Test
  void unknownIdsAreNotFound_whateverTheyLookLike() {
    assertThat(node.get("/api/jobs/" + UNKNOWN).status()).isEqualTo(404);
    assertThat(node.get("/api/jobs/nonsense").status()).isEqualTo(404);
  }

  @Test
  void pagesByKey_missNothingAndRepeatNothing_whileJobsArrive() {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      created.add(0, story.created("PAGER", "paged").value().toString());
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonNode page = node.get("/api/jobs?qubicAddress=PAGER&limit=10&before=" + next).body();
      page.path("jobs").forEach(job -> seen.add(job.path("id").asString()));
      next = page.path("next").isNull() ? null : page.path("next").asString();
      story.created("PAGER", "paged");
    }

    assertThat(seen).isEqualTo(created);
  }

  @Test
  void aLastPageThatIsFull_hasNoNext() {
    for (int i = 0; i < 3; i++) {
      story.created("EXACT", "exact");
    }
    JsonNode page = node.get("/api/jobs?modelType=exact&limit=3").body();

    assertThat(page.path("jobs").size()).isEqualTo(3);
    assertThat(page.path("next").isNull()).isTrue();
    assertThat(node.get("/api/jobs?modelType=exact&limit=2").body().path("next").isNull())
        .isFalse();
  }

  @Test
  void filtersApplyTogether() {
    Story.Provider provider = story.registered("filter-1", "OWNER", "1");
    JobId job = story.created("FILTER", "filtered");
    story.created("FILTER", "filtered");
    story.assigned(job, 1, provider);

    JsonNode jobs =
        node.get("/api/jobs?status=assigned&modelType=filtered&workerId=filter-1")
            .body()
            .path("jobs");

    assertThat(jobs.size()).isEqualTo(1);
    assertThat(jobs.get(0).path("id").asString()).isEqualTo(job.value().toString());
    assertThat(jobs.get(0).path("provider").size()).isEqualTo(5);
  }

  @Test
  void everyBadParameterIsNamedAtOnce() {
    Answer answer = node.get("/api/jobs?status=XX&limit=abc&before=no");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("status", "limit", "before");
    assertThat(node.get("/api/jobs?limit=200").status()).isEqualTo(200);
    assertThat(node.get("/api/jobs?limit=201").status()).isEqualTo(400);
    assertThat(node.get("/api/jobs?limit=0").status()).isEqualTo(400);
    assertThat(node.get("/api/jobs?before=" + UNKNOWN).status()).isEqualTo(400);
    assertThat(node.get("/api/jobs?modelType=%00").status()).isEqualTo(400);
  }

  @Test
  void aUsersJobs_areNewestFirst_andAtMostFifty() {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      created.add(0, story.created("MANY", "many").value().toString());
    }

    assertThat(ids(node.get("/api/jobs/user/MANY"))).isEqualTo(created.subList(0, 50));
    assertThat(ids(node.get("/api/jobs/user/MANY?before=" + created.get(49))))
        .isEqualTo(created.subList(50, 51));
    assertThat(node.get("/api/jobs/user/NOBODY").body().toString()).isEqualTo("[]");
  }

  /** Slots bound how many a worker holds; it is told all of them. */
  @Test
  void aWorkersJobs_areOldestFirst() {
    Story.Provider provider = story.registered("busy-1", "OWNER", "1");
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      JobId job = story.created("USER-D", "model-d");
      story.assigned(job, 1, provider);
      created.add(job.value().toString());
    }

    assertThat(ids(node.get("/api/jobs/pending/busy-1"))).isEqualTo(created);
    assertThat(node.get("/api/jobs/pending/nobody").body().toString()).isEqualTo("[]");
  }

  @Test
  void largeInputsAreLeftOut_onlyWhereAWorkerHasSeveralJobs() {
    Story.Provider provider = story.registered("large-1", "OWNER", "1");
    String large = "{\"text\":\"" + "x".repeat(5_000) + "\"}";
    story.assigned(story.created("USER-G", "model-g", large), 1, provider);

    JsonNode alone = node.get("/api/jobs/pending/large-1").body();
    story.assigned(story.created("USER-G", "model-g"), 1, provider);
    JsonNode both = node.get("/api/jobs/pending/large-1").body();

    assertThat(alone.get(0).at("/inputData/text").asString()).hasSize(5_000);
    assertThat(alone.get(0).path("inputOmitted").asBoolean(true)).isFalse();
    assertThat(both.get(0).path("inputData").isNull()).isTrue();
    assertThat(both.get(0).path("inputOmitted").asBoolean()).isTrue();
    assertThat(both.get(1).at("/inputData/texts/0").asString()).isEqualTo("a");
    assertThat(both.get(1).path("inputOmitted").asBoolean(true)).isFalse();
  }

  @Test
  void aLargeJob_asksForAsMuchRoomAsItsContentsTake_andIsRefusedWithout() {
    Story.Provider provider = story.registered("roomy-1", "OWNER", "1");
    JobId small = story.created("USER-H", "model-h", "{\"text\":\"" + "x".repeat(30_000) + "\"}");
    JobId large = story.created("USER-H", "model-h", "{\"text\":\"" + "x".repeat(200_000) + "\"}");
    story.assigned(large, 1, provider);
    story.completed(large, 1, "USER-H", provider, Duration.ofMinutes(1));
    List<Long> asked = new CopyOnWriteArrayList<>();

    cluster.room =
        stored -> {
          asked.add(stored);
          return false;
        };
    assertThat(node.get("/api/jobs/" + small.value()).status()).isEqualTo(200);
    assertThat(asked).isEmpty();
    assertThat(node.get("/api/jobs/" + large.value()).status()).isEqualTo(503);
    assertThat(asked).singleElement().asInstanceOf(LONG).isBetween(200_000L, 205_000L);

    cluster.room = stored -> true;
    JsonNode whole = node.get("/api/jobs/" + large.value()).body();
    assertThat(whole.at("/inputData/text").asString()).hasSize(200_000);
    assertThat(whole.path("result").path("vectors").get(0).get(0).asDouble()).isEqualTo(1.5);
  }

  @Test
  void withoutRoom_aWorkerGetsItsJobWithoutTheInput() {
    Story.Provider provider = story.registered("roomy-2", "OWNER", "1");
    String large = "{\"text\":\"" + "x".repeat(200_000) + "\"}";
    story.assigned(story.created("USER-I", "model-i", large), 1, provider);
    cluster.room = stored -> stored < 200_000;

    JsonNode job = node.get("/api/jobs/pending/roomy-2").body().get(0);

    assertThat(job.path("inputData").isNull()).isTrue();
    assertThat(job.path("inputOmitted").asBoolean()).isTrue();
  }

  @Test
  void aPageOfJobsWithLongErrorsIsShort_andGoingOnReachesThemAll() {
    Story.Provider provider = story.registered("errors-1", "OWNER", "1");
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      JobId job = story.created("ERRORS", "errors");
      story.assigned(job, 1, provider);
      story.failed(job, 1, provider, "e".repeat(100_000));
      created.add(0, job.value().toString());
    }

    Answer page = node.get("/api/jobs/user/ERRORS");
    assertThat(page.body().toString().length()).isBetween(1_500_000, 2_200_000);
    List<String> seen = new ArrayList<>(ids(page));
    while (page.next() != null) {
      page = node.get(page.next());
      seen.addAll(ids(page));
    }

    assertThat(seen).isEqualTo(created);
  }

  @Test
  void anEstimateCountsTheProvidersThatFit() {
    story.registered("cheap-1", "OWNER", "0.001");
    String body =
        """
        {"computeNeeded": 2.5, "maxPrice": 0.001,
         "requirements": {"gpuModel": "4090", "minVramGb": %s, "location": "zug"}}\
        """;

    JsonNode fits = node.post("/api/jobs/estimate", body.formatted("24")).body().path("estimate");
    JsonNode none = node.post("/api/jobs/estimate", body.formatted("24.1")).body().path("estimate");

    assertThat(fits.path("estimatedCost").decimalValue()).isEqualByComparingTo("0.0025");
    assertThat(fits.path("matchingProviders").asInt()).isEqualTo(1);
    assertThat(none.path("matchingProviders").asInt()).isZero();
  }

  @Test
  void anEstimateWithoutAPriceIsMadeAtOne_andABadOneIsRefused() {
    JsonNode estimate =
        node.post("/api/jobs/estimate", "{\"computeNeeded\":3}").body().path("estimate");
    Answer beyond =
        node.post("/api/jobs/estimate", "{\"computeNeeded\":1000000,\"maxPrice\":1000000000}");

    assertThat(estimate.path("pricePerHour").decimalValue()).isEqualByComparingTo("1");
    assertThat(node.post("/api/jobs/estimate", "{}").status()).isEqualTo(400);
    assertThat(beyond.status()).isEqualTo(400);
  }

  @Test
  void statsCountWhatIsNotOver_andWhoIsOnline() {
    JsonNode before = node.get("/api/stats").body();
    Story.Provider provider = story.registered("stats-1", "OWNER", "1");
    story.created("USER-F", "model-f");
    story.done("USER-F", provider, Duration.ofSeconds(1));
    story.wentOffline(provider);
    JsonNode after = node.get("/api/stats").body();

    assertThat(grown(before, after, "jobs", "total")).isEqualTo(2);
    assertThat(grown(before, after, "jobs", "active")).isEqualTo(1);
    assertThat(grown(before, after, "providers", "total")).isEqualTo(1);
    assertThat(grown(before, after, "providers", "active")).isZero();
  }

  private static int grown(JsonNode before, JsonNode after, String what, String which) {
    return after.path(what).path(which).asInt() - before.path(what).path(which).asInt();
  }

  /** Not along the index that also holds what the worker ever did. */
  @Test
  void whatAWorkerHolds_isReadAlongTheIndexOfHeldJobs() {
    Story.Provider provider = story.registered("old-hand", "OWNER", "1.5");
    story.done("INDEX", provider, Duration.ofSeconds(1));
    JobId held = story.created("INDEX", "model-a");
    story.assigned(held, 1, provider);
    node.get("/api/jobs/" + held.value());
    JdbcTemplate jdbc = node.jdbc();
    jdbc.update(
        """
        insert into job_view
            (id, created, created_at, qubic_address, model_type, status, worker_id, view)
        select gen_random_uuid(), 1000000 + n, created_at, qubic_address, model_type, status,
            worker_id, view
        from generate_series(1, 20000) as n,
            (select * from job_view where worker_id = 'old-hand' and status = 'COMPLETED') as one
        """);
    jdbc.execute("analyze job_view");
    long before = scansOfHeldJobs(jdbc);

    // The driver and PostgreSQL keep a plan only after some runs.
    for (int i = 0; i < 50; i++) {
      assertThat(ids(node.get("/api/jobs/pending/old-hand")))
          .containsExactly(held.value().toString());
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(scansOfHeldJobs(jdbc) - before).isGreaterThanOrEqualTo(50));
    jdbc.update("delete from job_view where created > 1000000");
  }

  private static long scansOfHeldJobs(JdbcTemplate jdbc) {
    return jdbc.queryForObject(
        """
        select sum(idx_scan) from pg_stat_user_indexes join pg_indexes on indexname = indexrelname
        where tablename = 'job_view' and indexdef like '%ASSIGNED%'
        """,
        Long.class);
  }

  private static List<String> ids(Answer answer) {
    List<String> ids = new ArrayList<>();
    answer.body().forEach(job -> ids.add(job.path("id").asString()));
    return ids;
  }

  private static JsonNode jobs(String user) {
    return node.get("/api/jobs/user/" + user).body();
  }

  private static String text(JobId job) {
    return job.value().toString();
  }
}
