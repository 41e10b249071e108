package io.qubix.log.append;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.Node;
import io.qubix.log.seal.Seal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A node that freezes while it writes must not stop the others. */
class FrozenNodeTest {

  @Test
  void theOthersWriteOnWhileANodeIsFrozen() throws Exception {
    String url = TestDatabase.url();
    Process frozen =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CrashTest.Writer.class.getName(),
                url,
                "user:frozen")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (Node other = Node.on(url);
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(frozen.getInputStream(), StandardCharsets.UTF_8))) {
      int sequence = 0;
      for (int freeze = 0; freeze < 20; freeze++) {
        answers.readLine();
        signal(frozen, "STOP");
        for (int i = 0; i < 10; i++) {
          // Refused after some seconds if the frozen one held the lock.
          other.append(
              "user:other",
              sequence++,
              new UserRenamed(new QubicAddress("ALICE"), "x", Instant.EPOCH));
        }
        signal(frozen, "CONT");
      }
      assertThat(other.get(Seal.class).verify(null, checked -> {}).intact()).isTrue();
    } finally {
      frozen.destroyForcibly().waitFor();
    }
  }

  private static void signal(Process process, String name) throws Exception {
    int exit =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    assertThat(exit).isZero();
  }
}
