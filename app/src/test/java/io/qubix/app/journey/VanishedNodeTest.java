package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Network;
import io.qubix.api.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A machine vanishes without a word, while its sessions are in transactions and hold locks. */
class VanishedNodeTest {

  private static final Duration TAKE_OVER = Duration.ofSeconds(15);

  private long vanished;

  @Test
  void everythingItDidIsDoneByTheOtherWithin15Seconds_andItComesBackByItself() throws Exception {
    String database = TestDatabase.url();
    AtomicBoolean over = new AtomicBoolean();
    try (Network network = Network.to(database);
        // The first to start has every processor.
        Server vanishing =
            Server.on(
                network.url() + "&ApplicationName=vanishing", "--qubix.jobs.verdict-within=1s");
        Server staying = Server.on(database, "--qubix.jobs.verdict-within=1s");
        Connection truth = DriverManager.getConnection(database)) {
      Api api = staying.api();
      List<Thread> load = load(vanishing.api(), over);
      try {
        await()
            .atMost(Duration.ofMinutes(2))
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> frozeInTheMiddle(network, truth));
        vanished = System.nanoTime();
        over.set(true);

        within("a registration", () -> tryRegister(api, "first"));
        String job = created(api);
        within("matching", () -> isAssignedTo(api, job, "first"));
        within("a poll", () -> api.get("/api/jobs/pending/first?wait=5").body().size() == 1);
        within("another registration", () -> tryRegister(api, "second"));
        within("a report of failure", () -> api.fail(job, "first", "broken").status() == 200);
        within("the reassignment saga", () -> isAssignedTo(api, job, "second"));
        within("a third registration", () -> tryRegister(api, "third"));
        within("going offline", () -> api.heartbeat("second", "offline").status() == 200);
        within("lost providers", () -> isAssignedTo(api, job, "third"));
        within("completion", () -> api.complete(job, "third", 36).status() == 200);
        within("read models", () -> isUpToDate(api));
        within("the books", () -> api.get("/api/accounts/TAKER").at("spent").asDouble() > 0);
        within("health", () -> api.get("/health").status() == 200);
        // The next sweep needs this lock.
        within("the sweep", () -> count(truth, "pg_locks where locktype = 'advisory'") == 0);
        assertThat(count(truth, "pg_stat_activity where wait_event_type = 'Lock'"))
            .as("sessions that wait for the vanished ones")
            .isZero();
      } finally {
        over.set(true);
        network.thaw();
      }
      for (Thread each : load) {
        each.join();
      }
      Api back = vanishing.api();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> back.get("/health").status() == 200 && tryRegister(back, "fourth"));
      String job = created(back);
      await().until(() -> back.get("/api/jobs/" + job).text("status").equals("ASSIGNED"));
      assertThat(api.post("/api/audit/verify", "").expect(200).at("intact").asBoolean()).isTrue();
      assertThat(api.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();
      assertThat(api.get("/api/admin/dead-letters").expect(200).body()).isEmpty();
    }
  }

  private void within(String what, Callable<Boolean> done) {
    await(what)
        .atMost(TAKE_OVER.minusNanos(System.nanoTime() - vanished))
        .pollInterval(Duration.ofMillis(50))
        .until(done);
    System.out.printf(
        "%s: %,d ms after the node vanished%n", what, (System.nanoTime() - vanished) / 1_000_000);
  }

  private String created(Api api) {
    String[] job = new String[1];
    within(
        "a creation",
        () -> {
          Answer answer =
              api.post(
                  "/api/jobs/create",
                  Api.job("TAKER", ", \"requirements\": {\"location\": \"elsewhere\"}"));
          job[0] = answer.status() == 200 ? answer.text("job.id") : "";
          return answer.status() == 200;
        });
    return job[0];
  }

  private static boolean tryRegister(Api api, String worker) {
    return api.post(
                "/api/providers/register",
                """
                {"workerId": "%s", "qubicAddress": "OWNER", "pricePerHour": 5,
                 "location": "elsewhere"}
                """
                    .formatted(worker))
            .status()
        == 200;
  }

  private static boolean isAssignedTo(Api api, String job, String worker) {
    Answer answer = api.get("/api/jobs/" + job);
    return answer.status() == 200
        && answer.text("status").equals("ASSIGNED")
        && answer.text("provider.workerId").equals(worker);
  }

  private static boolean isUpToDate(Api api) {
    Answer answer = api.get("/api/admin/projections");
    return answer.status() == 200
        && answer.body().valueStream().allMatch(each -> each.path("lag").asLong() == 0);
  }

  /** Consumers and workers of the node that will vanish. */
  private static List<Thread> load(Api api, AtomicBoolean over) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String worker = "load-" + i;
      double price = 1 + i / 10.0;
      api.register(worker, price);
      Thread thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  Answer job = api.post("/api/jobs/create", Api.job("LOAD", ", \"maxPrice\": 2"));
                  api.get("/api/jobs/pending/" + worker)
                      .body()
                      .forEach(mine -> api.complete(mine.path("id").asString(), worker, 1));
                  assertThat(job.status()).isIn(200, 503);
                }
              });
      thread.setUncaughtExceptionHandler((dead, failure) -> {});
      thread.start();
      threads.add(thread);
    }
    return threads;
  }

  /** Freezes; thaws again unless the order book and a read model are locked by sessions at rest. */
  private static boolean frozeInTheMiddle(Network network, Connection truth) throws SQLException {
    network.freeze();
    boolean done =
        isLocked(truth, "follower where name = 'matching'")
            && isLocked(truth, "projection where name = 'job'")
            && count(
                    truth,
                    "pg_stat_activity where application_name = 'vanishing'"
                        + " and state = 'idle in transaction'")
                >= 2;
    if (!done) {
      network.thaw();
    }
    return done;
  }

  private static boolean isLocked(Connection truth, String rows) {
    try (Statement statement = truth.createStatement()) {
      statement.execute("select from " + rows + " for update nowait");
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static long count(Connection truth, String rows) throws SQLException {
    try (Statement statement = truth.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + rows)) {
      row.next();
      return row.getLong(1);
    }
  }
}
