package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.telemetry.Telemetry;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.Commands;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Stores that an earlier program filled with numbers that its own readers refused work again. */
class StoredNumbersTest {

  /** The largest and the smallest that the store can hold. */
  private static final JsonNode LONGEST =
      JsonNodeFactory.instance
          .objectNode()
          .put("large", new BigDecimal("1e131071"))
          .put("small", new BigDecimal("-1e-16383"))
          .put("first", new BigDecimal("1e1000"));

  @Test
  void aStoreThatHoldsTheLongestNumbers_isReadByEverybody() {
    String database = TestDatabase.url();
    String done;
    String open;
    try (Server server = Server.on(database)) {
      Api api = server.api();
      api.register("w", 1);
      done = asEarlierProgramsDid(server);
      api.complete(api.create("ALICE").text("job.id"), "w", 60).expect(200);
      open = create(server).value().toString();
      api.create("ALICE");
    }
    try (Server server = Server.on(database)) {
      Api api = server.api();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(api.job(open).text("status")).isEqualTo("ASSIGNED"));
      api.complete(open, "w", 60).expect(200);
      assertThat(api.job(done).at("result.large").decimalValue())
          .isEqualByComparingTo(LONGEST.get("large").decimalValue());

      Readers readers = new Readers(server);
      readers.readJob(done);
      readers.readJob(open);
      readers.readProvider("w");
      readers.readLists("ALICE");
      readers.readLog();
      assertThat(api.job(done).at("inputData.small").decimalValue())
          .isEqualByComparingTo(LONGEST.get("small").decimalValue());
    }
  }

  /** Behind today's door, which would refuse these numbers. */
  private static String asEarlierProgramsDid(Server server) {
    JobId job = create(server);
    WorkerId worker = new WorkerId("w");
    await().until(() -> server.api().job(job.value().toString()).text("status").equals("ASSIGNED"));
    server.get(Telemetry.class).ofJob(job, server.now(), LONGEST, List.of());
    server.get(Telemetry.class).ofProvider(worker, server.now(), LONGEST);
    server
        .get(Commands.class)
        .send(new CompleteJob(job, 1, worker, Duration.ofMinutes(1), LONGEST));
    return job.value().toString();
  }

  private static JobId create(Server server) {
    JobId job = JobId.next(server.now());
    server
        .get(Commands.class)
        .send(
            new CreateJob(
                job, new QubicAddress("ALICE"), "llama", 1, LONGEST, null, null, JobTerms.NONE));
    return job;
  }
}
