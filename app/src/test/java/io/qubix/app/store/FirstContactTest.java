package io.qubix.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.app.journey.Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The program starts, and its database is not there, or not as it should be. */
@ExtendWith(OutputCaptureExtension.class)
class FirstContactTest {

  @Test
  void aDatabaseThatComesLater_isWaitedFor_withALineNowAndThen(CapturedOutput output)
      throws Exception {
    int port = freePort();
    CompletableFuture<Server> start =
        CompletableFuture.supplyAsync(
            () -> Server.on("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> output.getOut().contains("Waiting for the database: it cannot be reached"));
    assertThat(start).isNotDone();
    try (EmbeddedPostgres late = EmbeddedPostgres.builder().setPort(port).start();
        Server server = start.join()) {
      assertThat(late.getPort()).isEqualTo(port);
      assertThat(server.api().get("/health").status()).isEqualTo(200);
    }
    assertThat(output.getOut()).contains("The database is there").doesNotContain("\tat ");
  }

  @Test
  void aDatabaseThatDoesNotCome_isSaidInTwoSentences(CapturedOutput output) throws IOException {
    String nowhere = "jdbc:postgresql://localhost:" + freePort() + "/qubix?user=postgres";

    assertThatThrownBy(() -> Server.on(nowhere, "--qubix.store.wait=1s").close())
        .hasRootCauseInstanceOf(IOException.class);

    assertThat(output.getOut())
        .contains("The database is away: it cannot be reached", "Start it")
        .doesNotContain("\tat ");
  }

  @Test
  void aDatabaseThatWillNeverLetItIn_isNotWaitedFor(CapturedOutput output) {
    String url = TestDatabase.url().replaceAll("/test_\\d+", "/nowhere");

    assertThatThrownBy(() -> Server.on(url).close()).isInstanceOf(Exception.class);

    assertThat(output.getOut())
        .contains("The database refuses the connection", "\"nowhere\" does not exist")
        .doesNotContain("\tat ");
  }

  @Test
  void aPoolerThatSharesSessionsAmongTransactions_isRefusedInWords(CapturedOutput output)
      throws IOException {
    try (TransactionPooler pooler = new TransactionPooler(TestDatabase.url())) {
      assertThatThrownBy(() -> Server.on(pooler.url()).close())
          .hasRootCauseInstanceOf(FailureAnalyzedException.class);
    }

    assertThat(output.getOut()).contains("behind a pooler", "session").doesNotContain("\tat ");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
