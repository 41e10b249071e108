package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Walks through every list of the API, a few entries at a time, while jobs are created and done,
 * prices change and telemetry comes in. A new list has to be added here, or named as one that does
 * not grow.
 */
class ListWalksTest {

  /** Answers that have a fixed number of entries, and why. */
  private static final Set<String> DO_NOT_GROW =
      Set.of(
          "/api/jobs/{jobId}",
          "/api/jobs/{jobId}/decisions", // one for each attempt
          "/api/jobs/pending", // of at most 100 workers
          "/api/jobs/pending/{workerId}", // as many as its slots
          "/api/providers/{idOrWorkerId}",
          "/api/providers/{idOrWorkerId}/chances", // the last 100
          "/api/providers/{idOrWorkerId}/uptime",
          "/api/providers/{idOrWorkerId}/earnings/daily", // as many days as were asked for
          "/api/providers/{idOrWorkerId}/metrics/history", // the newest, as the first clients ask
          "/api/providers/heartbeat/stats",
          "/api/providers/my/earnings", // the last 30 days
          "/api/providers/my/jobs", // the newest, as the first clients ask
          "/api/jobs/{jobId}/monitor", // the newest of each
          "/api/users/{qubicAddress}",
          "/api/accounts/{qubicAddress}",
          "/api/ledger/trial-balance", // one line for each kind
          "/api/stats",
          "/api/stats/overview",
          "/api/stats/minutes", // as many minutes as were asked for
          "/api/audit/events/{position}",
          "/api/audit/events/{position}/proof",
          "/api/audit/seal",
          "/api/audit/ledger", // the first differences
          "/api/admin/market",
          "/api/admin/projections", // five
          "/api/admin/dead-letters"); // worked off from the oldest on

  private static final String CONSUMER = "WALKER";
  private static final String WORKER = "walk-0";
  private static final String OWNER = "OWNER-" + WORKER;

  @AutoClose private static final Server server = Server.on(TestDatabase.url());
  private static final Api api = server.api();
  private static String longJob;
  private static int moved;

  /**
   * A list and how to go through it.
   *
   * @param pattern as its handler has it
   * @param path with its query, but without limit and place
   * @param member that holds the entries; empty where the answer is an array
   * @param key what tells entries apart
   * @param place the parameter that takes {@code next}
   */
  record Walked(String pattern, String path, String member, String key, String place) {

    @Override
    public String toString() {
      return path;
    }
  }

  static Stream<Walked> lists() {
    return Stream.of(
        new Walked("/api/jobs", "/api/jobs?", "jobs", "id", "before"),
        new Walked("/api/jobs", "/api/jobs?qubicAddress=" + CONSUMER, "jobs", "id", "before"),
        new Walked("/api/jobs", "/api/jobs?label=team%3Dvision", "jobs", "id", "before"),
        new Walked(
            "/api/jobs/user/{qubicAddress}", "/api/jobs/user/" + CONSUMER + "?", "", "id", ""),
        new Walked("/api/jobs/{jobId}/events", job("/events?"), "", "sequence", ""),
        new Walked("/api/jobs/{jobId}/logs", job("/logs?"), "logs", "message", "before"),
        new Walked("/api/jobs/{jobId}/metrics", job("/metrics?"), "metrics", "n", "before"),
        new Walked("/api/providers", "/api/providers?", "", "id", ""),
        new Walked("/api/providers", "/api/providers?sort=price", "", "id", ""),
        new Walked("/api/providers", "/api/providers?sort=jobs", "", "id", ""),
        new Walked("/api/providers", "/api/providers?sort=earnings", "", "id", ""),
        new Walked("/api/providers/my", "/api/providers/my?qubicAddress=" + OWNER, "", "id", ""),
        new Walked(
            "/api/providers/{idOrWorkerId}/earnings",
            "/api/providers/" + WORKER + "/earnings?",
            "jobs",
            "jobId",
            "before"),
        new Walked(
            "/api/providers/{idOrWorkerId}/metrics",
            "/api/providers/" + WORKER + "/metrics?",
            "metrics",
            "n",
            "before"),
        new Walked(
            "/api/providers/{idOrWorkerId}/reputation",
            "/api/providers/" + WORKER + "/reputation?",
            "events",
            "position",
            "before"),
        new Walked("/api/accounts", "/api/accounts?", "accounts", "account", "after"),
        new Walked(
            "/api/accounts/{qubicAddress}/statement",
            "/api/accounts/" + CONSUMER + "/statement?",
            "lines",
            "transactionId",
            "before"),
        new Walked("/api/transactions", "/api/transactions?", "transactions", "id", "before"),
        new Walked(
            "/api/transactions/history/{qubicAddress}",
            "/api/transactions/history/" + CONSUMER + "?",
            "",
            "id",
            ""),
        new Walked("/api/keys", "/api/keys?", "keys", "id", "before"),
        new Walked("/api/audit/acts", "/api/audit/acts?", "acts", "position", "before"),
        new Walked("/api/audit/blocks", "/api/audit/blocks?", "blocks", "number", "after"),
        new Walked("/api/audit/leaves", "/api/audit/leaves?", "leaves", "position", "after"),
        new Walked("/api/audit/events", "/api/audit/events?", "events", "position", "after"),
        new Walked(
            "/api/audit/events", "/api/audit/events?order=newest", "events", "position", "before"),
        new Walked(
            "/api/audit/events",
            "/api/audit/events?type=JobCompleted&order=newest",
            "events",
            "position",
            "before"),
        new Walked(
            "/api/audit/events",
            "/api/audit/events?stream=provider:" + WORKER,
            "events",
            "position",
            "after"));
  }

  /** The job is created when the tests begin. */
  private static String job(String more) {
    return "/api/jobs/{job}" + more;
  }

  @BeforeAll
  static void start() {
    for (int i = 0; i < 4; i++) {
      api.register("walk-" + i, 1 + i);
    }
    api.post("/api/providers/register", another(0)).expect(200);
    for (int i = 0; i < 2; i++) {
      issueKey();
    }
    for (int i = 0; i < 8; i++) {
      move();
    }
    longJob = api.create(CONSUMER, ", \"maxPrice\": 9").text("job.id");
    reportOnTheLongJob();
    for (int i = 0; i < 5; i++) {
      usage();
    }
  }

  @ParameterizedTest
  @MethodSource("lists")
  void nothingIsSkippedAndNothingComesTwice_whileEverythingMoves(Walked list) {
    List<String> there = walk(list, 200, false);
    assertThat(there).as("entries to walk through").hasSizeGreaterThan(1);

    List<String> seen = walk(list, 2, true);

    assertThat(seen).doesNotHaveDuplicates().containsAll(there);
  }

  @Test
  void everyListOfTheApiIsWalkedThrough_orNamedAsOneThatDoesNotGrow() {
    Set<String> known = new TreeSet<>(DO_NOT_GROW);
    lists().forEach(list -> known.add(list.pattern()));

    assertThat(readings()).isNotEmpty().isSubsetOf(known);
    assertThat(known).isSubsetOf(readings());
  }

  private static Set<String> readings() {
    Set<String> patterns = new TreeSet<>();
    server
        .get("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .filter(ListWalksTest::isReading)
        .forEach(handler -> patterns.addAll(handler.getPatternValues()));
    patterns.removeIf(pattern -> !pattern.startsWith("/api/"));
    return patterns;
  }

  private static boolean isReading(RequestMappingInfo handler) {
    return handler.getMethodsCondition().getMethods().contains(RequestMethod.GET)
        && handler.getProducesCondition().getProducibleMediaTypes().stream()
            .noneMatch(type -> type.equals(MediaType.APPLICATION_NDJSON));
  }

  private static List<String> walk(Walked list, int limit, boolean moving) {
    List<String> seen = new ArrayList<>();
    String path = list.path().replace("{job}", String.valueOf(longJob));
    String start = path + (path.endsWith("?") ? "" : "&") + "limit=" + Math.min(limit, most(path));
    int pages = 0;
    for (String next = start; next != null; ) {
      Answer page = api.get(next).expect(200);
      JsonNode entries = list.member().isEmpty() ? page.body() : page.body().path(list.member());
      entries.forEach(entry -> seen.add(entry.path(list.key()).asString()));
      next = next(list, start, page);
      // The log grows faster than it is read here, two events at a time.
      if (moving && next != null && pages++ < 10) {
        move();
        move();
        reportOnTheLongJob();
        usage();
      }
      assertThat(seen).as("the walk ends").hasSizeLessThan(20_000);
    }
    return seen;
  }

  private static int most(String path) {
    return path.contains("/user/") ? 50 : 200;
  }

  private static @Nullable String next(Walked list, String start, Answer page) {
    if (list.member().isEmpty()) {
      return page.response()
          .headers()
          .firstValue("Link")
          .map(link -> URI.create(link.substring(1, link.indexOf('>'))))
          .map(uri -> uri.getRawPath() + "?" + uri.getRawQuery())
          .orElse(null);
    }
    JsonNode next = page.body().path("next");
    assertThat(next.isMissingNode()).as("next of %s", start).isFalse();
    return next.isNull() ? null : start + "&" + list.place() + "=" + next.asString();
  }

  /** A job is done, a price changes, a provider joins. */
  private static void move() {
    int number = moved++;
    String worker = "walk-" + number % 4;
    if (number % 3 == 0) {
      api.post("/api/providers/register", another(number)).expect(200);
    }
    api.patch("/api/providers/" + worker, "{\"pricePerHour\": " + (1 + number * 7 % 5) + "}")
        .expect(200);
    Answer created = api.create(CONSUMER, ", \"maxPrice\": 9, \"labels\": {\"team\": \"vision\"}");
    JsonNode provider = created.at("job.provider");
    if (!provider.isNull()) {
      api.complete(created.text("job.id"), provider.path("workerId").asString(), 60).expect(200);
    }
    api.create("CONSUMER-" + number, ", \"maxPrice\": 0.0001");
    issueKey();
  }

  private static void issueKey() {
    api.post("/api/keys", "{\"role\": \"auditor\", \"name\": \"key " + moved + "\"}").expect(201);
  }

  /** Joins the market, and is too dear for every job. */
  private static String another(int number) {
    return """
    {"workerId": "dear-%s", "qubicAddress": "%s", "gpuModel": "RTX 4090", "gpuVram": 24,
     "pricePerHour": %s}
    """
        .formatted(number, OWNER, 100 + number);
  }

  private static void reportOnTheLongJob() {
    int number = moved++;
    JsonNode provider = api.job(longJob).at("provider");
    api.post(
            "/api/jobs/" + longJob + "/progress",
            """
            {"workerId": "%s", "progress": %s, "metrics": {"n": %s},
             "logLines": ["line %s a", "line %s b", "line %s c"]}
            """
                .formatted(
                    provider.path("workerId").asString(),
                    Math.min(99, number),
                    number,
                    number,
                    number,
                    number))
        .expect(200);
  }

  private static void usage() {
    api.post(
            "/api/providers/" + WORKER + "/heartbeat",
            "{\"status\": \"online\", \"usage\": {\"n\": " + moved++ + "}}")
        .expect(200);
  }
}
