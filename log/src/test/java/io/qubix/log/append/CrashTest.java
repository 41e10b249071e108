package io.qubix.log.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.Node;
import io.qubix.log.read.EventLog;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/**
 * Kills processes in the middle of a load: no answered command is lost or stored twice. {@code
 * -Dqubix.crashes=20} crashes more often.
 */
class CrashTest {

  private static final int CRASHES = Integer.getInteger("qubix.crashes", 2);
  private static final int WRITERS = 16;

  /** Answers in the second before a crash. */
  private static final int LOAD = 500;

  @Test
  void aKilledNodeLosesNothingThatItAnswered() throws Exception {
    String url = TestDatabase.url();
    Map<String, Long> answered = new HashMap<>();
    for (int crash = 0; crash < CRASHES; crash++) {
      Path answers = TestDatabase.directory().resolve("answers");
      Process node = startWriter(url, crash, answers);
      awaitLoad(() -> lines(answers).size());
      node.destroyForcibly().waitFor();
      lines(answers).forEach(line -> remember(answered, line));
    }
    try (Node survivor = Node.on(url)) {
      assertNothingIsLost(survivor, answered);
    }
  }

  private interface Count {
    long now() throws IOException;
  }

  /** Waits for a whole second in which the load is what it should be. */
  private static void awaitLoad(Count answers) throws IOException {
    AtomicLong began = new AtomicLong(System.nanoTime());
    AtomicLong before = new AtomicLong(answers.now());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              double seconds = (System.nanoTime() - began.get()) / 1e9;
              if (seconds < 1) {
                return false;
              }
              long now = answers.now();
              began.set(System.nanoTime());
              return now - before.getAndSet(now) >= LOAD * seconds;
            });
  }

  /** What was answered so far; a last line that was cut short is left out. */
  private static List<String> lines(Path answers) throws IOException {
    String text = Files.exists(answers) ? Files.readString(answers) : "";
    return text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        // On a slow machine the pool warns of it, on the same output.
        .filter(line -> line.startsWith("user:"))
        .toList();
  }

  private static void remember(Map<String, Long> answered, String line) {
    String[] words = line.split(" ");
    answered.merge(words[0], Long.parseLong(words[1]), Math::max);
  }

  private static Process startWriter(String url, int crash, Path answers) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            url,
            "user:" + crash)
        .redirectOutput(answers.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A node that writes as fast as it can, and says on standard output what was answered. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) {
      Node node = Node.on(arguments[0]);
      for (int i = 0; i < WRITERS; i++) {
        String stream = arguments[1] + "-" + i;
        new Thread(() -> write(node, stream)).start();
      }
    }

    private static void write(Node node, String stream) {
      for (long sequence = 0; ; sequence++) {
        node.append(stream, sequence, renamed(sequence));
        System.out.println(stream + " " + sequence);
      }
    }
  }

  @Test
  void aKilledPostgresLosesNothingThatWasAnswered() throws Exception {
    Path data = TestDatabase.directory().resolve("data");
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    List<String> command = commandOf(postmaster(data));
    AtomicLongArray next = new AtomicLongArray(WRITERS);
    AtomicLong answers = new AtomicLong();
    AtomicBoolean stopped = new AtomicBoolean();
    try (Node node = Node.on(postgres.getJdbcUrl("postgres", "postgres"))) {
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int number = i;
        Thread writer = new Thread(() -> writeThroughCrashes(node, number, next, answers, stopped));
        writer.start();
        writers.add(writer);
      }
      for (int crash = 0; crash < CRASHES; crash++) {
        awaitLoad(answers::get);
        kill(postmaster(data));
        start(command);
      }
      awaitLoad(answers::get);
      stopped.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
      Map<String, Long> answered = new HashMap<>();
      for (int i = 0; i < WRITERS; i++) {
        answered.put("user:" + i, next.get(i) - 1);
      }
      assertNothingIsLost(node, answered);
    } finally {
      postgres.close();
    }
  }

  /** Writes on as any client would: after an unclear answer it looks what became of it. */
  private static void writeThroughCrashes(
      Node node, int number, AtomicLongArray next, AtomicLong answers, AtomicBoolean stopped) {
    String stream = "user:" + number;
    while (!stopped.get()) {
      try {
        node.append(stream, next.get(number), renamed(next.get(number)));
        next.incrementAndGet(number);
        answers.incrementAndGet();
      } catch (Rejection.Unavailable e) {
        next.set(number, Math.max(next.get(number), storedOf(node, stream, stopped)));
      }
    }
  }

  private static long storedOf(Node node, String stream, AtomicBoolean stopped) {
    while (!stopped.get()) {
      try {
        return node.get(EventLog.class).stream(stream).size();
      } catch (Rejection.Unavailable e) {
        Thread.onSpinWait();
      }
    }
    return 0;
  }

  private static ProcessHandle postmaster(Path data) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static List<String> commandOf(ProcessHandle process) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      // PostgreSQL refuses to run as root; in a user namespace root has no rights.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(process.info().command().orElseThrow());
    command.addAll(List.of(process.info().arguments().orElseThrow()));
    return command;
  }

  private static void kill(ProcessHandle postmaster) {
    List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
    all.add(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
    await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static void start(List<String> command) throws IOException {
    new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void assertNothingIsLost(Node node, Map<String, Long> answered) {
    assertThat(answered.values().stream().mapToLong(last -> last + 1).sum())
        .isGreaterThanOrEqualTo(CRASHES * (long) LOAD);
    EventLog log = node.get(EventLog.class);
    Map<String, Long> stored = new HashMap<>();
    long[] position = {0};
    log.scan(
        0,
        log.head(),
        Set.of(),
        event -> {
          assertThat(event.position()).as("positions have no gaps").isEqualTo(++position[0]);
          assertThat(event.sequence())
              .as("%s has neither holes nor doubles", event.stream())
              .isEqualTo(stored.getOrDefault(event.stream(), -1L) + 1);
          stored.put(event.stream(), event.sequence());
        });
    assertThat(answered)
        .allSatisfy(
            (stream, last) ->
                assertThat(stored.getOrDefault(stream, -1L))
                    .as("%s: answered up to", stream)
                    .isGreaterThanOrEqualTo(last));
    SealVerdict verdict = node.get(Seal.class).verify(null, checked -> {});
    assertThat(verdict.intact()).as("%s", verdict).isTrue();
    assertThat(verdict.events()).isEqualTo(position[0]);
  }

  private static UserRenamed renamed(long sequence) {
    return new UserRenamed(new QubicAddress("ALICE"), "name " + sequence, Instant.EPOCH);
  }
}
