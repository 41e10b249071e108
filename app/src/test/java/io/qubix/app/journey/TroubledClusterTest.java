package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Network;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes with consumers and workers go through every fault of machines in turn. Every answer
 * stays true, and in the end every job is done and paid once.
 */
class TroubledClusterTest {

  private static final int WORKERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String[] SHORT_LEASES = {
    "--qubix.leases.length=20s", "--qubix.jobs.verdict-within=1s"
  };

  @TempDir Path data;

  private final AtomicReferenceArray<Api> nodes = new AtomicReferenceArray<>(2);
  private final AtomicInteger turn = new AtomicInteger();
  private final ThreadLocal<Integer> node =
      ThreadLocal.withInitial(() -> turn.getAndIncrement() % 2);
  private final AtomicBoolean over = new AtomicBoolean();
  private final Map<String, String> jobs = new ConcurrentHashMap<>();
  private final Set<Integer> unexpected = ConcurrentHashMap.newKeySet();

  @Test
  void everyJobIsDoneAndPaidOnce_whateverHappensToTheMachines() throws Exception {
    EmbeddedPostgres postgres = start();
    Network[] networks = {network(postgres), network(postgres)};
    Server[] servers = {startNode(0, networks), startNode(1, networks)};
    List<Thread> people = people();
    try {
      untilMoreJobsAreMade(20);

      aProviderComesBackTakesAJobAndFallsSilent();
      untilMoreJobsAreMade(20);

      networks[0].freeze();
      untilMoreJobsAreMade(5);
      networks[0].thaw();

      set(postgres, "default_transaction_read_only = on");
      await().atMost(SOON).until(() -> answered(api -> api.get("/health")) == 503);
      set(postgres, "default_transaction_read_only = off");
      untilMoreJobsAreMade(20);

      networks[1].cutAll();
      untilMoreJobsAreMade(20);

      postgres.close();
      postgres = start();
      for (Network network : networks) {
        network.moveTo(postgres.getJdbcUrl("postgres", "postgres"));
      }
      untilMoreJobsAreMade(20);

      servers[0].close();
      servers[0] = startNode(0, networks);
      untilMoreJobsAreMade(20);

      over.set(true);
      Thread consumer = people.get(0);
      consumer.join();
      await().atMost(SOON).until(() -> jobs.values().stream().allMatch(this::isCompleted));
      assertTheBooksAreRight(servers[1].api());
    } finally {
      over.set(true);
      people.forEach(Thread::interrupt);
      for (Server server : servers) {
        server.close();
      }
      for (Network network : networks) {
        network.close();
      }
      postgres.close();
    }
  }

  private void assertTheBooksAreRight(Api api) {
    assertThat(unexpected).as("statuses that no fault of a machine explains").isEmpty();
    // A repeat gets the job that the first answer told of.
    jobs.forEach((key, job) -> assertThat(create(api, key).text("job.id")).isEqualTo(job));
    assertThat(new HashSet<>(jobs.values())).hasSameSizeAs(jobs.keySet());
    List<String> paid = new ArrayList<>();
    api.get("/api/transactions/history/CONSUMER?limit=500")
        .expect(200)
        .body()
        .forEach(transaction -> paid.add(transaction.path("jobId").asString()));
    assertThat(paid).containsExactlyInAnyOrderElementsOf(jobs.values());
    assertThat(api.post("/api/audit/verify", "").expect(200).at("intact").asBoolean()).isTrue();
    assertThat(api.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();
    assertThat(api.get("/api/admin/dead-letters").expect(200).body()).isEmpty();
    assertThat(api.get("/health").expect(200).text("status")).isEqualTo("UP");
  }

  /** It is the cheapest, so it is given a job as soon as it is there. */
  private void aProviderComesBackTakesAJobAndFallsSilent() {
    untilOk(api -> register(api, "silent", 0.001));
    untilOk(api -> api.heartbeat("silent", "offline"));
    untilOk(api -> register(api, "silent", 0.001));
    String[] held = new String[1];
    await()
        .atMost(SOON)
        .until(
            () -> {
              Answer pending = ask(api -> api.get("/api/jobs/pending/silent?wait=2"));
              if (pending == null || pending.status() != 200 || pending.body().isEmpty()) {
                return false;
              }
              held[0] = pending.text("0.id");
              return true;
            });
    untilOk(api -> api.progress(held[0], "silent", 10));
    await().atMost(SOON).until(() -> isCompleted(held[0]));
    Answer provider = ask(api -> api.get("/api/providers/silent"));
    assertThat(provider.at("isOnline").asBoolean()).isFalse();
  }

  private List<Thread> people() {
    List<Thread> people = new ArrayList<>();
    people.add(started(this::consume));
    for (int i = 0; i < WORKERS; i++) {
      String worker = "worker-" + i;
      double price = 1 + i / 10.0;
      people.add(started(() -> work(worker, price)));
    }
    return people;
  }

  private static Thread started(Runnable doings) {
    Thread thread = new Thread(doings);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** One job after the other, each repeated on either node until it is answered. */
  private void consume() {
    for (int number = 0; !over.get(); number++) {
      String key = "order-" + number;
      Answer created = null;
      while (created == null || created.status() != 200) {
        created = ask(api -> create(api, key));
      }
      String job = created.text("job.id");
      jobs.put(key, job);
      await().atMost(SOON).until(() -> isCompleted(job));
    }
  }

  private static Answer create(Api api, String key) {
    return api.post("/api/jobs/create", Api.job("CONSUMER", ""), "Idempotency-Key", key);
  }

  private void work(String worker, double price) {
    untilOk(api -> register(api, worker, price));
    while (!Thread.currentThread().isInterrupted()) {
      Answer beat = ask(api -> api.heartbeat(worker, "online"));
      if (beat == null || beat.status() != 200) {
        continue;
      }
      Answer pending = ask(api -> api.get("/api/jobs/pending/" + worker + "?wait=1"));
      if (pending == null || pending.status() != 200) {
        continue;
      }
      pending.body().forEach(job -> deliver(job.path("id").asString(), worker));
    }
  }

  /** Repeats the delivery until it is accepted, or another worker has the job. */
  private void deliver(String job, String worker) {
    Answer report = null;
    while (report == null || report.status() == 503) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      report = ask(api -> api.complete(job, worker, 36));
    }
    if (report.status() != 200 && report.status() != 403 && report.status() != 409) {
      unexpected.add(report.status());
    }
  }

  private static Answer register(Api api, String worker, double price) {
    return api.post(
        "/api/providers/register",
        """
        {"workerId": "%s", "qubicAddress": "OWNER-%s", "pricePerHour": %s}
        """
            .formatted(worker, worker, price));
  }

  private boolean isCompleted(String job) {
    Answer answer = ask(api -> api.get("/api/jobs/" + job));
    return answer != null && answer.status() == 200 && answer.text("status").equals("COMPLETED");
  }

  private void untilOk(Function<Api, Answer> request) {
    await().atMost(SOON).until(() -> answered(request) == 200);
  }

  private int answered(Function<Api, Answer> request) {
    Answer answer = ask(request);
    return answer == null ? 0 : answer.status();
  }

  /**
   * Asks this thread's node, and goes over to the other one after a failure or a long wait.
   *
   * @return null when the node could not be reached
   */
  private Answer ask(Function<Api, Answer> request) {
    long begun = System.nanoTime();
    Answer answer = null;
    try {
      answer = request.apply(nodes.get(node.get()));
      if (answer.status() >= 500 && answer.status() != 503) {
        unexpected.add(answer.status());
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      // The node is gone, or going.
    }
    boolean slow = System.nanoTime() - begun > PATIENCE.toNanos();
    if (answer == null || answer.status() == 503 || slow) {
      node.set(1 - node.get());
    }
    return answer;
  }

  private void untilMoreJobsAreMade(int more) {
    int enough = jobs.size() + more;
    await().atMost(SOON).until(() -> jobs.size() >= enough);
  }

  private Server startNode(int number, Network[] networks) {
    Server server = Server.on(networks[number].url(), SHORT_LEASES);
    nodes.set(number, server.api());
    return server;
  }

  private static Network network(EmbeddedPostgres postgres) {
    return Network.to(postgres.getJdbcUrl("postgres", "postgres"));
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data.resolve("postgres").toFile())
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "150")
        .start();
  }

  private static void set(EmbeddedPostgres postgres, String setting) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set " + setting);
      statement.execute("select pg_reload_conf()");
    }
  }
}
