package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.testing.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More clients that take their time than the server has threads. */
class SlowClientsTest {

  private static final int MORE_THAN_THREADS = 230;
  private static final int ANSWERS = 50;
  private static final String LARGE =
      """
      {"modelType": "llama", "computeNeeded": 2, "qubicAddress": "ALICE",
       "inputData": {"prompt": "%s"}}
      """
          .formatted("x".repeat(10_000));
  private static final String CREATE = "/api/jobs/create";

  private final List<Wire> wires = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (Wire wire : wires) {
      wire.reset();
    }
  }

  @Test
  void bodiesThatComeByteByByte_holdUpNobody_andAreGivenUp() throws Exception {
    try (Server server = Server.on(TestDatabase.url(), "--qubix.http.patience=4s")) {
      for (int i = 0; i < MORE_THAN_THREADS; i++) {
        wires.add(Wire.to(server.uri()).post(CREATE, 1_000).send("{"));
      }
      dribbleWhile(() -> assertServed(server.api()));
      for (Wire wire : wires) {
        Wire.Reply reply = wire.read();
        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.headers()).containsEntry("connection", "close");
        assertThat(wire.isClosed()).isTrue();
      }
    }
  }

  @Test
  void withATokenSet_strangersCannotHoldUpAnybodyEither() throws Exception {
    try (Server server =
        Server.on(
            TestDatabase.url(),
            "--qubix.http.patience=4s",
            "--qubix.token=s3cret-with-more-than-128-bits")) {
      for (int i = 0; i < MORE_THAN_THREADS; i++) {
        wires.add(Wire.to(server.uri()).post(CREATE, 1_000).send("{"));
      }
      for (Wire wire : wires) {
        assertThat(wire.read().status()).as("refused before its body is here").isEqualTo(401);
      }
      dribbleWhile(() -> assertQuick(() -> server.api().get("/health").expect(200)));
      for (Wire wire : wires) {
        assertThat(wire.isClosed()).isTrue();
      }
    }
  }

  private void dribbleWhile(Runnable look) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> dribble =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                wires.forEach(SlowClientsTest::oneByteMore);
              }
            },
            task -> new Thread(task).start());
    try {
      for (int i = 0; i < 3; i++) {
        look.run();
      }
    } finally {
      over.set(true);
      dribble.join();
    }
  }

  private static void oneByteMore(Wire wire) {
    try {
      wire.send(" ");
    } catch (IOException e) {
      // Given up by then.
    }
  }

  @Test
  void answersThatNobodyReads_holdUpNobody_andComeWholeOnceTheyAreRead() throws Exception {
    try (Server server = Server.on(TestDatabase.url(), SmallSockets.OPTION)) {
      String job = server.api().post("/api/jobs/create", LARGE).expect(200).text("job.id");
      for (int i = 0; i < MORE_THAN_THREADS; i++) {
        Wire wire = Wire.withSmallWindowTo(server.uri());
        wires.add(wire);
        // Half a megabyte of answers: more than the sockets hold.
        wire.send(
            ("GET /api/jobs/" + job + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(ANSWERS));
      }
      assertServed(server.api());
      Wire patient = wires.get(0);
      for (int i = 0; i < ANSWERS; i++) {
        assertThat(patient.read().body()).contains("\"id\":\"" + job + "\"").endsWith("}");
      }
    }
  }

  private static void assertServed(Api api) {
    assertQuick(() -> api.get("/health").expect(200));
    assertQuick(() -> api.create("BOB"));
  }

  private static void assertQuick(Runnable request) {
    long before = System.nanoTime();
    request.run();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
  }
}
