package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The database dies in the middle of work. */
@ExtendWith(OutputCaptureExtension.class)
class StoreAwayTest {

  @TempDir Path data;

  @Test
  void requestsAreAskedToComeBack_andEverythingGoesOnWhenItIsThereAgain(CapturedOutput output)
      throws Exception {
    try (Server server = Server.in(data)) {
      Api api = server.api();
      api.register("w", 1);
      String job = api.create("ALICE").text("job.id");
      api.progress(job, "w", 10).expect(200);

      int said = output.getOut().length();
      ProcessHandle postgres = postgres();
      postgres.destroyForcibly();
      postgres.onExit().join();

      // In between, nothing but "come back" or the right answer.
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                Answer answer = api.complete(job, "w", 3600);
                assertThat(answer.status()).as("%s", answer.body()).isIn(200, 503);
                if (answer.status() == 503) {
                  assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
                }
                return answer.status() == 200;
              });
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> api.get("/api/accounts/ALICE").status() == 200);
      assertThat(api.get("/api/accounts/ALICE").at("spent").decimalValue())
          .isEqualByComparingTo("1");
      String next = api.create("ALICE").text("job.id");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> api.get("/api/jobs/" + next).text("status").equals("ASSIGNED"));
      assertThat(api.get("/health").expect(200).text("status")).isEqualTo("UP");
      assertThat(output.getOut().substring(said).lines())
          .as("what an outage says")
          .hasSizeLessThan(30)
          .noneMatch(line -> line.startsWith("\tat "));
      assertThat(api.post("/api/audit/verify", "").expect(200).at("intact").asBoolean()).isTrue();
    }
  }

  private ProcessHandle postgres() throws IOException {
    Path pidFile = data.resolve("postgres").resolve("postmaster.pid");
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
        .orElseThrow();
  }
}
