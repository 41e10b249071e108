package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A provider of several slots works on several jobs at a time. */
class SlotsTest {

  private static final String RIG = "rig";

  @AutoClose private final Server server = Server.on(TestDatabase.url());
  private final Api api = server.api();

  @TempDir Path folder;

  @Test
  void sevenJobs_onTheThreeSlotsOfARealWorker() throws Exception {
    Path gate = folder.resolve("gate");
    try (RealWorker worker =
        RealWorker.at(
            server.uri(),
            folder,
            RIG,
            "--slots=3",
            "--job-limit=7",
            "--command=gated=" + program(gate))) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> api.get("/api/providers/rig").status() == 200);
      List<String> jobs = new ArrayList<>();
      for (int i = 1; i <= 7; i++) {
        String more = ", \"inputData\": {\"n\": " + i + "}";
        jobs.add(
            api.post(
                    "/api/jobs/create",
                    "{\"modelType\": \"gated\", \"computeNeeded\": 1, \"qubicAddress\": \"ANN\""
                        + more
                        + "}")
                .expect(200)
                .text("job.id"));
      }

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(jobs.subList(0, 3))
                      .allMatch(job -> api.job(job).at("progress").asInt() == 50));
      assertThat(jobs.subList(3, 7)).allMatch(job -> api.job(job).text("status").equals("PENDING"));
      Answer full = api.get("/api/providers/rig").expect(200);
      assertThat(full.at("slots").asInt()).isEqualTo(3);
      assertThat(full.at("freeSlots").asInt()).isZero();
      assertThat(full.at("isAvailable").asBoolean()).isFalse();
      assertThat(full.text("currentJobId")).isEqualTo(jobs.get(0));
      assertThat(full.at("currentJobIds").valueStream().map(JsonNode::asString))
          .containsExactlyElementsOf(jobs.subList(0, 3));
      assertThat(api.get("/api/providers?availability=busy").body().size()).isEqualTo(1);
      api.delete("/api/providers/rig").expect(409);

      Files.createFile(gate);
      assertThat(worker.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(worker.process().exitValue()).isZero();
      for (int i = 1; i <= 7; i++) {
        Answer job = api.job(jobs.get(i - 1));
        assertThat(job.text("status")).isEqualTo("COMPLETED");
        assertThat(job.at("result.n").asInt()).isEqualTo(i);
        assertThat(job.at("attempt").asInt()).isEqualTo(1);
      }
      assertThat(api.get("/api/providers/rig/earnings").at("totalJobs").asInt()).isEqualTo(7);
      assertThat(mostHeld()).isEqualTo(3);
    }
  }

  @Test
  void aWorkerOfSeveralSlots_waitsForOneJobMore_andAHeartbeatTellsAll() throws Exception {
    register(3);
    String first = api.create("ANN").text("job.id");
    assertThat(api.get("/api/providers?availability=available").body().size()).isEqualTo(1);
    assertThat(api.get("/api/jobs/pending/rig?wait=55&except=").body().size()).isEqualTo(1);
    var waiting = api.getLater("/api/jobs/pending/rig?wait=55&except=" + first);
    String second = api.create("ANN").text("job.id");
    assertThat(ids(waiting.get(50, TimeUnit.SECONDS).expect(200).body())).containsExactly(second);
    String third = api.create("ANN").text("job.id");

    assertThat(ids(api.get("/api/jobs/pending/rig").expect(200).body()))
        .containsExactly(first, second, third);
    assertThat(ids(api.get("/api/jobs/pending/rig?except=" + third + "," + first).body()))
        .containsExactly(second);
    assertThat(ids(api.heartbeat(RIG, "busy").expect(200).at("pendingJobs")))
        .containsExactly(first, second, third);
    api.get("/api/jobs/pending/rig?except=x").expect(400);
  }

  @Test
  void eightJobsOfAProvider_areAllToldToItsWorker_andAllLostWithIt() {
    register(8);
    List<String> jobs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      jobs.add(api.create("ANN").text("job.id"));
    }
    assertThat(ids(api.get("/api/jobs/pending/rig").body())).containsExactlyElementsOf(jobs);
    Answer fewer = register(2);
    assertThat(fewer.at("provider.freeSlots").asInt()).isZero();
    assertThat(fewer.at("provider.currentJobIds").size()).isEqualTo(8);
    assertThat(ids(api.get("/api/jobs/pending/rig").body())).containsExactlyElementsOf(jobs);

    api.register("other", 1);
    api.heartbeat(RIG, "offline").expect(200);

    await()
        .untilAsserted(
            () ->
                assertThat(jobs)
                    .allSatisfy(
                        job -> assertThat(api.job(job).text("error")).endsWith("Provider lost")));
    assertThat(api.get("/api/providers/rig").at("currentJobIds").size()).isZero();
    assertThat(ids(api.get("/api/jobs/pending/rig").body())).isEmpty();
    assertThat(ids(api.get("/api/jobs/pending/other?wait=30").body())).hasSize(1);
  }

  private Answer register(int slots) {
    return api.post(
            "/api/providers/register",
            "{\"workerId\": \"rig\", \"qubicAddress\": \"OWNER\", \"pricePerHour\": 1, \"slots\": "
                + slots
                + "}")
        .expect(200);
  }

  private static List<String> ids(JsonNode jobs) {
    return jobs.valueStream().map(job -> job.path("id").asString()).toList();
  }

  /** The most attempts that it held at once, by its events. */
  private int mostHeld() {
    List<Integer> held = new ArrayList<>();
    ProviderState[] state = new ProviderState[1];
    server
        .get(EventStore.class)
        .readEvents("provider:rig", 0)
        .forEachRemaining(
            event -> {
              state[0] = ProviderState.after(state[0], (ProviderEvent) event.getPayload());
              held.add(state[0].holds().size());
            });
    return held.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /** A program that reports progress, and answers with its input once the gate is there. */
  private Path program(Path gate) throws IOException {
    return RealWorker.program(
        folder,
        "gated.sh",
        "input=$(cat)\necho 'progress 50 waiting' >&2\n"
            + "while [ ! -e "
            + gate
            + " ]; do sleep 0.1; done\nprintf '%s' \"$input\"\n");
  }
}
