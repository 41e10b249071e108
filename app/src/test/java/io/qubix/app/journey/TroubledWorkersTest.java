package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job whose worker hangs, lies, dies, or is told to stop. */
class TroubledWorkersTest {

  private static final Duration STARTS = Duration.ofMinutes(1);

  @AutoClose
  private final Server server =
      Server.on(TestDatabase.url(), "--qubix.leases.length=6s", "--qubix.metering=wall-clock");

  private final Api api = server.api();

  @TempDir Path folder;
  private Path program;

  /** Answers with its input, or hangs if that says so, until the test makes it well. */
  @BeforeEach
  void write() throws IOException {
    program =
        RealWorker.program(
            folder,
            "program.sh",
            """
            input=$(cat)
            echo 'progress 10 at work' >&2
            case "$input" in
              *deaf*) trap '' TERM ;;
            esac
            case "$input" in
              *hangs*) echo $$ > %1$s/pid.new; mv %1$s/pid.new %1$s/pid
                while [ ! -e %1$s/well ]; do sleep 0.1; done ;;
            esac
            printf '%%s' "$input"
            """
                .formatted(folder));
  }

  @Test
  void aJobThatHangs_isTimedOut_itsProgramKilled_andTheNextJobDone() throws Exception {
    try (RealWorker worker = worker("hangs")) {
      String hanging =
          create("hangs", ", \"timeoutSeconds\": 60, \"retry\": {\"maxReassignments\": 0}");
      ProcessHandle hangs = awaitProgram();
      String next = create("works", "");
      assertThat(api.job(next).text("status")).isEqualTo("PENDING");

      server.forward(Duration.ofSeconds(60));

      await().until(() -> !hangs.isAlive());
      awaitStatus(next, "COMPLETED");
      Answer job = api.job(hanging);
      assertThat(job.text("status")).isEqualTo("FAILED");
      assertThat(job.text("failure.code")).isEqualTo("TIMED_OUT");
      assertThat(job.text("attempts.0.end")).isEqualTo("TIMED_OUT");
      assertThat(worker.process().isAlive()).isTrue();
    }
  }

  @Test
  void aWorkerThatSaysItWorkedForDays_isPaidForTheTimeThatPassed_andMarked() {
    api.register("liar", 2);
    String job = create("works", "");
    api.progress(job, "liar", 50).expect(200);
    server.forward(Duration.ofMinutes(3));
    Answer closed = api.complete(job, "liar", 1_000_000).expect(200);

    Answer done = api.job(job);
    assertThat(done.at("reportedDuration").asDouble()).isEqualTo(1_000_000);
    assertThat(done.at("measuredDuration").asDouble()).isBetween(180.0, 240.0);
    assertThat(done.at("actualDuration")).isEqualTo(done.at("measuredDuration"));
    assertThat(done.at("actualCost").asDouble()).isBetween(0.1, 0.1334);
    assertThat(done.at("overReported").asBoolean()).isTrue();
    assertThat(closed.at("payment.amount")).isEqualTo(done.at("actualCost"));
    assertThat(api.get("/api/providers/liar/earnings").at("totalEarnings"))
        .isEqualTo(done.at("actualCost"));
    assertThat(api.get("/api/accounts/ALICE").at("spent")).isEqualTo(done.at("actualCost"));
  }

  @Test
  void aWorkerThatDies_losesItsJob_andAnotherDoesIt() throws Exception {
    try (RealWorker dying = worker("dies")) {
      String job = create("hangs", "");
      ProcessHandle orphan = awaitProgram();
      try (RealWorker other = worker("survives")) {
        dying.kill();
        orphan.destroyForcibly();
        Files.createFile(folder.resolve("well"));

        awaitStatus(job, "COMPLETED");
        Answer done = api.job(job);
        assertThat(done.text("attempts.0.end")).isEqualTo("LOST");
        assertThat(done.text("attempts.1.provider.workerId")).isEqualTo("survives");
        assertThat(done.at("reassignments").asInt()).isZero();
        assertThat(other.process().isAlive()).isTrue();
      }
    }
  }

  @Test
  void aCancelledJobsProgram_isKilledWithinTwoSeconds_andTheNextJobDone() throws Exception {
    try (RealWorker worker = worker("obeys")) {
      String job = create("hangs", "");
      ProcessHandle hangs = awaitProgram();

      api.cancel(job).expect(200);
      await().atMost(Duration.ofSeconds(2)).until(() -> !hangs.isAlive());

      awaitStatus(create("works", ""), "COMPLETED");
      assertThat(api.job(job).text("attempts.0.end")).isEqualTo("CANCELLED");
      assertThat(worker.process().isAlive()).isTrue();
    }
  }

  @Test
  void aProgramThatIgnoresTheSignal_isKilledAllTheSame() throws Exception {
    try (RealWorker worker = worker("obeys")) {
      String job = create("hangs, deaf", "");
      ProcessHandle hangs = awaitProgram();

      api.cancel(job).expect(200);
      await().until(() -> !hangs.isAlive());

      awaitStatus(create("works", ""), "COMPLETED");
      assertThat(worker.process().isAlive()).isTrue();
    }
  }

  private RealWorker worker(String id) {
    RealWorker worker =
        RealWorker.at(
            server.uri(), folder, id, "--command=script=" + program, "--heartbeat-interval=1s");
    await().atMost(STARTS).until(() -> api.get("/api/providers/" + id).status() == 200);
    return worker;
  }

  private String create(String input, String more) {
    return api.post(
            "/api/jobs/create",
            """
            {"modelType": "script", "computeNeeded": 1, "inputData": {"do": "%s"},
             "qubicAddress": "ALICE"%s}
            """
                .formatted(input, more))
        .expect(200)
        .text("job.id");
  }

  /** Waits for a program that hangs. */
  private ProcessHandle awaitProgram() throws IOException {
    Path pid = folder.resolve("pid");
    await().atMost(STARTS).until(() -> Files.exists(pid));
    ProcessHandle program =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    assertThat(program.isAlive()).isTrue();
    return program;
  }

  private void awaitStatus(String job, String status) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(api.job(job).text("status")).isEqualTo(status));
  }
}
