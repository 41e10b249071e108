package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in, who is refused at the door, and who goes first. */
class CrowdedDoorTest {

  private static final String CREATE = "/api/jobs/create";

  private final List<Wire> wires = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }

  @Test
  void whatCannotBeTaken_isRefusedBeforeItIsSent() throws Exception {
    try (Server server = Server.on(TestDatabase.url())) {
      server.api().register("a/b", 1);
      assertThat(status(server, "/api/nothing", 1_000)).isIn(404, 405);
      assertThat(status(server, "/api/stats", 1_000)).isEqualTo(405);
      assertThat(status(server, CREATE, 9_000_000)).isEqualTo(413);

      // What comes late reaches the same place, however its path is spelled.
      try (Wire late = Wire.to(server.uri()).post("/api/providers/a%2Fb/heartbeat", 2)) {
        assertThat(server.api().get("/api/jobs/pending/a%2Fb?wait=1").expect(200).body()).isEmpty();
        assertThat(late.send("{}").read().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void anAddressHasSoManyConnections_andNoMore() throws Exception {
    try (Server server =
        Server.on(
            TestDatabase.url(),
            "--qubix.http.connections-per-address=20",
            "--qubix.http.proxies=none")) {
      for (int i = 0; i < 20; i++) {
        wires.add(Wire.to(server.uri()));
        assertThat(wires.get(i).get("/health").read().status()).isEqualTo(200);
      }
      try (Wire more = Wire.to(server.uri())) {
        assertThat(more.isClosed()).isTrue();
      }
      wires.remove(0).close();
      await()
          .ignoreException(IOException.class)
          .until(
              () -> {
                try (Wire another = Wire.to(server.uri())) {
                  return another.get("/health").read().status() == 200;
                }
              });
    }
  }

  @Test
  void whoAsksTooOftenIsRefused_butAKnownWorkerIsHeard() throws Exception {
    try (Server server = Server.on(TestDatabase.url(), "--qubix.limits.requests-per-second=3")) {
      Api api = server.api();
      api.register("a/b", 1);
      await()
          .until(
              () -> {
                exhaust(server);
                return beat(server, "a%2Fb") == 200;
              });

      // A slow machine may give a request back between the two.
      await()
          .until(
              () -> {
                exhaust(server);
                return beat(server, "a-stranger") == 429;
              });
      await()
          .during(Duration.ofSeconds(3))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                exhaust(server);
                return beat(server, "a%2Fb") == 200;
              });
      await().until(() -> beat(server, "a%2Fb") == 429);
    }
  }

  private static void exhaust(Server server) throws IOException {
    try (Wire wire = Wire.to(server.uri())) {
      for (int status = 0; status != 429; status = wire.get("/nowhere").read().status()) {}
    }
  }

  private static int beat(Server server, String worker) throws IOException {
    try (Wire wire =
        Wire.to(server.uri()).post("/api/providers/" + worker + "/heartbeat", 2).send("{}")) {
      return wire.read().status();
    }
  }

  private int status(Server server, String path, int length) throws IOException {
    Wire wire = Wire.to(server.uri()).post(path, length);
    wires.add(wire);
    return wire.read().status();
  }

  @Test
  void whileAThousandConnectionsCreate_heartbeatsAreHeard() throws Exception {
    try (Server server = Server.on(TestDatabase.url())) {
      Api api = server.api();
      api.register("beating", 1);
      api.create("ALICE");
      AtomicBoolean over = new AtomicBoolean();
      Queue<Integer> answers = new ConcurrentLinkedQueue<>();
      ExecutorService threads = Executors.newFixedThreadPool(10);
      try {
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          loops.add(CompletableFuture.runAsync(() -> create(server, over, answers), threads));
        }
        List<Duration> beats = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
          long before = System.nanoTime();
          api.heartbeat("beating", "online").expect(200);
          beats.add(Duration.ofNanos(System.nanoTime() - before));
        }
        over.set(true);
        loops.forEach(CompletableFuture::join);
        beats.sort(null);
        assertThat(beats.get(beats.size() / 2)).as("p50").isLessThan(Duration.ofSeconds(1));
        assertThat(beats.get(beats.size() - 1)).as("longest").isLessThan(Duration.ofSeconds(5));
        assertThat(answers).hasSizeGreaterThan(1_000).containsAnyOf(200).doesNotContain(500);
      } finally {
        over.set(true);
        threads.shutdownNow();
      }
    }
  }

  /** A hundred connections of one thread: each has asked before any of them is read. */
  private static void create(Server server, AtomicBoolean over, Queue<Integer> answers) {
    String job = Api.job("ALICE", "");
    try {
      List<Wire> mine = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        mine.add(Wire.to(server.uri()));
      }
      while (!over.get()) {
        for (Wire wire : mine) {
          wire.post(CREATE, job.length()).send(job);
        }
        for (Wire wire : mine) {
          answers.add(wire.read().status());
        }
      }
      for (Wire wire : mine) {
        wire.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
