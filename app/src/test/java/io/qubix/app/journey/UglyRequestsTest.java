package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.testing.fuzz.UglyRequests;
import io.qubix.testing.fuzz.UglyRequests.Operation;
import io.qubix.testing.fuzz.UglyRequests.Ugly;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the description, under ugly requests: it is answered as described, never with
 * a failure of ours, and a refused request stores nothing. A longer run: {@code -Dugly.requests=200
 * -Dugly.seed=7}.
 */
class UglyRequestsTest {

  private static final int REQUESTS = Integer.getInteger("ugly.requests", 5);
  private static final long SEED = Long.getLong("ugly.seed", 1L);

  private final String database = TestDatabase.url();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Server server;

  @BeforeEach
  void start() {
    server = Server.on(database, "--qubix.jobs.verdict-within=50ms");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void noneIsAnsweredWithAFailureOfOurs_andARefusedOneStoresNothing() throws Exception {
    UglyRequests requests = new UglyRequests(server.uri(), market(), SEED);
    Map<String, Ugly> refused = new LinkedHashMap<>();
    Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    int sent = 0;
    for (int round = 0; round < REQUESTS; round++) {
      for (Operation operation : requests.operations()) {
        String id = "ugly-" + sent++;
        Ugly ugly = requests.next(operation, id);
        int status = status(ugly, failures);
        statuses
            .computeIfAbsent(operation.toString(), o -> new TreeMap<>())
            .merge(status, 1, Integer::sum);
        if (status >= 400 && status < 500) {
          refused.put(id, ugly);
        }
      }
    }
    statuses.forEach((operation, seen) -> System.out.println(operation + " " + seen));

    assertThat(failures).as("seed " + SEED).isEmpty();
    assertThat(stored().stream().filter(refused::containsKey).map(id -> refused.get(id).text()))
        .as("refused requests that stored something, seed " + SEED)
        .isEmpty();
    Readers readers = new Readers(server);
    server.api().put("/api/admin/market", "{\"state\": \"open\"}").expect(200);
    readers.readLog();
    readers.readLists("ALICE");
  }

  @Test
  void aNumberBeyondAllDoubles_stopsNoReader() {
    Api api = server.api();
    api.register("worker-1", 1).expect(200);
    String job = api.create("ALICE", "").text("job.id");
    api.post(
            "/api/providers/worker-1/heartbeat",
            "{\"usage\": {\"cpu_percent\": 1e300, \"ram\": 5}}")
        .expect(200);
    api.post(
            "/api/providers/worker-1/heartbeat",
            "{\"usage\": {\"cpu_percent\": %s, \"ram\": 5}}".formatted("9".repeat(400)))
        .expect(200);

    Answer history = api.get("/api/providers/worker-1/metrics/history").expect(200);
    assertThat(history.body().toString()).contains("\"ram_percent\":5.0");
    api.post(
            "/api/jobs/" + job + "/complete",
            "{\"workerId\": \"worker-1\", \"status\": \"failed\", \"error\": \"x\","
                + " \"retryAfterSeconds\": %s}".formatted("9".repeat(400)))
        .expect(200);
  }

  /** A consumer with jobs in each state, and providers. */
  private Map<String, List<String>> market() {
    Api api = server.api();
    api.register("worker-1", 1).expect(200);
    List<String> jobs = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      jobs.add(api.create("ALICE", "").text("job.id"));
    }
    api.complete(jobs.get(0), "worker-1", 10);
    api.cancel(jobs.get(3));
    api.register("worker-2", 2).expect(200);
    String provider = api.get("/api/providers/worker-2").expect(200).text("id");
    return Map.of(
        "jobId", jobs,
        "workerId", List.of("worker-1", "worker-2"),
        "provider", List.of("worker-1", "worker-2", provider),
        "qubicAddress", List.of("ALICE"),
        "position", List.of("1", "2"),
        "name", List.of("user"));
  }

  private int status(Ugly ugly, List<String> failures) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(ugly.request(), BodyHandlers.ofString());
      int status = response.statusCode();
      if (status >= 500) {
        failures.add(status + " " + response.body() + "\n" + shortened(ugly));
      } else {
        Answer.of(response);
      }
      return status;
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(e + "\n" + shortened(ugly));
      return 0;
    }
  }

  private static String shortened(Ugly ugly) {
    return ugly.text().length() > 1_500 ? ugly.text().substring(0, 1_500) + "…" : ugly.text();
  }

  /** Returns the requests of which the log knows an event. */
  private List<String> stored() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        PreparedStatement query =
            connection.prepareStatement(
                "select distinct metadata ->> 'correlationId' from event"
                    + " where metadata ->> 'correlationId' like 'ugly-%'");
        ResultSet rows = query.executeQuery()) {
      List<String> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }
}
