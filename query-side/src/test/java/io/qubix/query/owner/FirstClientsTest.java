package io.qubix.query.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.money.Money;
import io.qubix.api.telemetry.LogLine;
import io.qubix.api.telemetry.Telemetry;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import io.qubix.query.projection.row.ReadModelJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the first clients of QUBIX ask for, in the shapes that they know. */
class FirstClientsTest {

  private static final String OWNER = "OWNER";

  private static QueryNode.Cluster cluster;
  private static QueryNode node;
  private static JobId done;
  private static JobId running;

  /** Two machines of one owner, one of another; one job done for 2 QUBIC, one at work. */
  @BeforeAll
  static void start() {
    cluster = new QueryNode.Cluster();
    node = cluster.start();
    Story story = new Story(cluster.log, Instant.now().minusSeconds(60));
    Story.Provider first = story.registered("first", OWNER, "2");
    Story.Provider second = story.registered("second", OWNER, "3600");
    Story.Provider others = story.registered("others", "SOMEBODY", "1");
    story.renamed("USER", "alice");
    done = story.done("USER", first, Duration.ofHours(1));
    story.done("USER", others, Duration.ofHours(1));
    running = story.created("USER", "model");
    story.assigned(running, 1, second);
    story.started(running, 1, second);
    story.wentOffline(first);
    Telemetry telemetry = node.get(Telemetry.class);
    for (String usage :
        List.of(
            "{\"gpu\": 5}",
            "{\"cpu_percent\": 12.5, \"ram_percent\": 40, \"gpu_percent\": 97, \"gpu_temp\": 64,"
                + " \"gpu_mem_used_mb\": 8192, \"gpu_mem_total_mb\": 24576, \"fan\": 3}")) {
      telemetry.ofProvider(second.workerId(), story.now(), ReadModelJson.read(usage));
    }
    telemetry.ofJob(
        running,
        story.now(),
        ReadModelJson.read("{\"gpu\": 97}"),
        List.of(new LogLine(story.now(), "INFO", "model loaded")));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void anOwnersProviders_showWhatTheyShowToEverybody_andWhatTheFirstClientsRead() {
    JsonNode mine = get("/api/providers/my?qubicAddress=" + OWNER);

    assertThat(mine.findValuesAsString("workerId")).containsExactly("second", "first");
    JsonNode second = mine.get(0);
    get("/api/providers/second")
        .properties()
        .forEach(member -> assertThat(second.get(member.getKey())).isEqualTo(member.getValue()));
    assertThat(second.path("online").asBoolean()).isTrue();
    assertThat(second.path("status").asString()).isEqualTo("rented");
    assertThat(second.path("specs"))
        .isEqualTo(
            json(
                "{\"gpu_model\": \"NVIDIA RTX 4090\", \"gpu_vram_gb\": 24.0, \"cpu_model\": null,"
                    + " \"cpu_cores\": 16, \"ram_total_gb\": 64.0}"));
    assertThat(second.path("metrics"))
        .isEqualTo(
            json(
                "{\"cpu_percent\": 12.5, \"ram_percent\": 40.0, \"gpu_percent\": 97.0,"
                    + " \"gpu_temp\": 64.0, \"gpu_mem_used_mb\": 8192.0,"
                    + " \"gpu_mem_total_mb\": 24576.0}"));
    assertThat(mine.get(1).path("status").asString()).isEqualTo("offline");
    assertThat(mine.get(1).path("metrics").isNull()).isTrue();
  }

  @Test
  void theHeaderStandsForTheAddress_andWithoutBothAnOpenServerListsAll() {
    assertThat(
            node.get("/api/providers/my", "X-Qubic-Address", OWNER)
                .body()
                .findValuesAsString("workerId"))
        .containsExactly("second", "first");
    assertThat(
            node.get("/api/providers/my?qubicAddress=SOMEBODY", "X-Qubic-Address", OWNER)
                .body()
                .findValuesAsString("workerId"))
        .containsExactly("others");
    assertThat(get("/api/providers/my").findValuesAsString("workerId"))
        .containsExactly("others", "second", "first");
    assertThat(node.get("/api/providers/my/jobs").status()).isEqualTo(400);
    try (QueryNode locked = cluster.start("qubix.token=secret")) {
      assertThat(locked.get("/api/providers/my").status()).isEqualTo(400);
      assertThat(locked.get("/api/providers/my", "X-Qubic-Address", OWNER).status()).isEqualTo(200);
    }
  }

  @Test
  void theJobsOfAnOwnersProviders_comeNewestFirst() {
    JsonNode jobs = get("/api/providers/my/jobs?qubicAddress=" + OWNER);

    assertThat(jobs.findValuesAsString("id"))
        .containsExactly(running.value().toString(), done.value().toString());
    assertThat(jobs.get(1).propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "modelType",
            "status",
            "progress",
            "estimatedCost",
            "actualCost",
            "createdAt",
            "startedAt",
            "completedAt",
            "provider",
            "consumer");
    assertThat(jobs.get(1).path("status").asString()).isEqualTo("COMPLETED");
    assertThat(jobs.get(1).path("provider"))
        .isEqualTo(json("{\"workerId\": \"first\", \"gpuModel\": \"NVIDIA RTX 4090\"}"));
    assertThat(jobs.get(1).path("consumer"))
        .isEqualTo(json("{\"qubicAddress\": \"USER\", \"username\": \"alice\"}"));
    assertThat(get("/api/providers/my/jobs?limit=1&qubicAddress=" + OWNER)).hasSize(1);
  }

  @Test
  void anOwnersEarnings_areThoseOfAllItsProviders_andWhatIsUnderWay() {
    JsonNode earnings = get("/api/providers/my/earnings?qubicAddress=" + OWNER);

    assertThat(earnings.propertyNames())
        .containsExactlyInAnyOrder("total", "today", "thisWeek", "thisMonth", "pending", "history");
    assertThat(earnings.path("total").decimalValue()).isEqualByComparingTo("2");
    // At a QUBIC a second, started less than a minute ago by its own story.
    assertThat(earnings.path("pending").decimalValue())
        .isBetween(new BigDecimal("30"), new BigDecimal("300"));
    assertThat(earnings.path("history")).hasSize(30);
    assertThat(sum(earnings.path("history"))).isEqualByComparingTo("2");
    assertThat(get("/api/providers/my/earnings?qubicAddress=NOBODY").path("total").decimalValue())
        .isEqualByComparingTo("0");
  }

  @Test
  void whatIsUnderWay_isNeverMoreThanTheJobMayCost() {
    QueryNode.Cluster other = new QueryNode.Cluster();
    try (QueryNode alone = other.start()) {
      Story story = new Story(other.log, Instant.now().minusSeconds(60));
      Story.Provider dear = story.registered("dear", OWNER, "3600");
      JobTerms upTo = JobTermsBuilder.builder(JobTerms.NONE).maxTotalCost(Money.of("1.5")).build();
      JobId bounded = story.created("USER", "model", "{}", null, upTo);
      story.assigned(bounded, 1, dear);
      story.started(bounded, 1, dear);

      JsonNode earnings = alone.get("/api/providers/my/earnings?qubicAddress=" + OWNER).body();

      assertThat(earnings.path("pending").decimalValue()).isEqualByComparingTo("1.5");
    }
  }

  @Test
  void howAMachineWasUsed_isToldOldestFirst() {
    JsonNode history = get("/api/providers/second/metrics/history").path("history");

    assertThat(history).hasSize(2);
    assertThat(history.get(0).path("gpu_percent").asDouble()).isEqualTo(5);
    assertThat(history.get(0).path("cpu_percent").isNull()).isTrue();
    assertThat(history.get(1).propertyNames())
        .containsExactlyInAnyOrder(
            "timestamp", "cpu_percent", "ram_percent", "gpu_percent", "gpu_temp", "gpu_mem_used");
    assertThat(history.get(1).path("gpu_mem_used").asDouble()).isEqualTo(8192);
    assertThat(get("/api/providers/second/metrics/history?limit=1").path("history")).hasSize(1);
    assertThat(node.get("/api/providers/nobody/metrics/history").status()).isEqualTo(404);
  }

  @Test
  void aJobsMonitor_isItsThreeAnswersInOne() {
    String path = "/api/jobs/" + running.value();
    JsonNode monitor = get(path + "/monitor");

    assertThat(monitor.propertyNames()).containsExactlyInAnyOrder("job", "metrics", "logs");
    assertThat(monitor.path("job")).isEqualTo(get(path));
    assertThat(monitor.path("metrics"))
        .isNotEmpty()
        .isEqualTo(get(path + "/metrics").path("metrics"));
    assertThat(monitor.path("logs")).isNotEmpty().isEqualTo(get(path + "/logs").path("logs"));
    assertThat(
            node.get("/api/jobs/" + new JobId(java.util.UUID.randomUUID()).value() + "/monitor")
                .status())
        .isEqualTo(404);
  }

  @Test
  void numberedPages_holdTheWholeHistoryOnce() {
    String path = "/api/transactions/history/USER";
    List<JsonNode> walked = new ArrayList<>();
    JsonNode page = get(path + "?page=1&limit=1");
    for (int number = 1; number <= page.path("totalPages").asInt(); number++) {
      page = get(path + "?page=" + number + "&limit=1");
      assertThat(page.path("success").asBoolean()).isTrue();
      assertThat(page.path("total").asInt()).isEqualTo(2);
      assertThat(page.path("page").asInt()).isEqualTo(number);
      page.path("transactions").forEach(walked::add);
    }
    assertThat(walked).hasSize(2).containsExactlyElementsOf(get(path));
    assertThat(get(path + "?page=9").path("transactions")).isEmpty();
    assertThat(get("/api/transactions/history/NOBODY?page=1").path("totalPages").asInt()).isZero();
    assertThat(node.get(path + "?page=0").status()).isEqualTo(400);
  }

  @Test
  void whoIsHeard_isCounted() {
    assertThat(get("/api/providers/heartbeat/stats"))
        .isEqualTo(json("{\"total\": 3, \"online\": 2, \"busy\": 1, \"offline\": 1}"));
  }

  private static BigDecimal sum(JsonNode days) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode day : days) {
      sum = sum.add(day.path("amount").decimalValue());
    }
    return sum;
  }

  private static JsonNode get(String path) {
    QueryNode.Answer answer = node.get(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode json(String text) {
    return ReadModelJson.read(text);
  }
}
