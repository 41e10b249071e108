package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that wait for an answer and then do not take it, beside clients that do. */
class VanishingClientsTest {

  private static final int POLLS_AT_ONCE = 300;

  /** The amounts that showed the fault: one answer in 1,500 went to another client. */
  private static final int POLLS_GIVEN_UP = 4_440;

  private static final int ANSWERS = 31_801;

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** No test waits until the server gives up a client that does not read. */
  private static final String[] OPTIONS = {
    SmallSockets.OPTION, "--qubix.http.patience=1h", "--server.tomcat.connection-timeout=1h"
  };

  private static Server server;
  private static Api api;

  @BeforeAll
  static void start() {
    server = Server.on(TestDatabase.url(), OPTIONS);
    api = server.api();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /**
   * Each connection asks for some more than another and reads nothing, then polls: for some of
   * them, the answer of the poll is what no longer fits into the socket.
   */
  @Test
  void pollsOfClientsThatNeverRead_holdUpNoCommand() throws IOException {
    api.register("unread", 1);
    String large = create(10_000);
    api.complete(large, "unread", 1).expect(200);
    String small = create(100);
    api.complete(small, "unread", 1).expect(200);
    List<Wire> wires = new ArrayList<>();
    try {
      for (int unread = 0; unread < 160; unread++) {
        wires.add(
            Wire.withSmallWindowTo(server.uri())
                .send(get("/api/jobs/" + large).repeat(unread / 8))
                .send(get("/api/jobs/" + small).repeat(unread % 8))
                .get("/api/jobs/pending/unread?wait=50"));
      }
      await().atMost(PATIENCE).until(() -> heldPolls() > 0);
      assertThat(heldPolls()).as("polls that were reached").isLessThan(wires.size());
      assertTimeoutPreemptively(
          PATIENCE,
          () -> {
            for (int i = 0; i < 3; i++) {
              api.complete(create(12_000), "unread", 1).expect(200);
            }
          },
          "jobs are created and completed while others do not read");
    } finally {
      for (Wire wire : wires) {
        wire.reset();
      }
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String create(int inputLength) {
    String body =
        """
        {"modelType": "llama", "computeNeeded": 2, "qubicAddress": "ALICE",
         "inputData": {"prompt": "%s"}}
        """
            .formatted("x".repeat(inputLength));
    return api.post("/api/jobs/create", body).expect(200).text("job.id");
  }

  private static double heldPolls() {
    return server.get(MeterRegistry.class).get("qubix.polls.held").gauge().value();
  }

  /** Clients that gave up get no answer; all others get a whole one, and their own. */
  @Test
  void pollsThatTheirClientsGaveUp_disturbNobodyElse() {
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      jobs.add(
          api.create("INNOCENT-" + i, ", \"requirements\": {\"location\": \"nowhere\"}")
              .text("job.id"));
    }
    AtomicBoolean attacked = new AtomicBoolean(true);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger givenUp = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<CompletableFuture<Void>> innocents =
          jobs.stream()
              .map(job -> CompletableFuture.runAsync(() -> ask(job, over, asked, wrong), threads))
              .toList();
      List<CompletableFuture<Void>> quitters =
          Stream.generate(
                  () -> CompletableFuture.runAsync(() -> giveUp(attacked, givenUp), threads))
              .limit(4)
              .toList();
      await()
          .atMost(Duration.ofMinutes(10))
          .until(
              () -> !wrong.isEmpty() || givenUp.get() >= POLLS_GIVEN_UP && asked.get() >= ANSWERS);
      attacked.set(false);
      quitters.forEach(CompletableFuture::join);
      await().atMost(PATIENCE).until(() -> heldPolls() == 0);
      over.set(true);
      innocents.forEach(CompletableFuture::join);
      assertThat(wrong).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void ask(
      String job, AtomicBoolean over, AtomicInteger asked, Queue<String> wrong) {
    Wire wire = null;
    while (!over.get()) {
      try {
        wire = wire == null ? Wire.to(server.uri()) : wire;
        Wire.Reply reply = wire.get("/api/jobs/" + job).read();
        asked.incrementAndGet();
        if (reply.status() != 200 || !reply.body().contains("\"id\":\"" + job + "\"")) {
          wrong.add(reply.toString());
        }
        if (reply.isLast()) {
          wire.close();
          wire = null;
        }
      } catch (IOException e) {
        wrong.add(e.toString());
        wire = null;
      }
    }
  }

  /** Every poll ends a second after it began, long after its client is gone. */
  private static void giveUp(AtomicBoolean attacked, AtomicInteger givenUp) {
    try {
      while (attacked.get()) {
        List<Wire> wires = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> heldPolls() < POLLS_AT_ONCE);
        for (int i = 0; i < 25; i++) {
          wires.add(
              Wire.to(server.uri())
                  .get("/api/jobs/pending/gone-" + givenUp.incrementAndGet() + "?wait=1"));
        }
        for (int i = 0; i < wires.size(); i++) {
          if (i % 2 == 0) {
            wires.get(i).reset();
          } else {
            wires.get(i).close();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
