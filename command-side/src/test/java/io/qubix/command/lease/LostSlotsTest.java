package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.job.JobId;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.view.JobView;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LostSlotsTest {

  private static final WorkerId RIG = new WorkerId("rig");

  @Test
  void aProviderThatFallsSilent_losesEachAttemptThatItHolds() {
    try (PresenceWorld world = new PresenceWorld()) {
      world.register(RIG, 3);
      ProviderTerms terms = state(world).terms();
      List<JobId> jobs = IntStream.range(0, 3).mapToObj(job -> create(world)).toList();
      DecisionReceipt receipt = new DecisionReceipt("test/1", 1, List.of(), Map.of(), List.of());
      for (JobId job : jobs) {
        world.node().get(Commands.class).send(new AssignJob(job, 1, terms, receipt));
      }
      assertThat(state(world).holds()).hasSize(3);

      // As the sweep does.
      world.node().get(Commands.class).send(new MarkOffline(RIG, OfflineReason.SILENT));

      await().untilAsserted(() -> assertThat(state(world).holds()).isEmpty());
      assertThat(jobs).allSatisfy(job -> assertThat(error(world, job)).endsWith("Provider lost"));
    }
  }

  private static ProviderState state(PresenceWorld world) {
    return world.node().get(Commands.class).send(new ChangeProvider(RIG, null, null, null, null));
  }

  private static JobId create(PresenceWorld world) {
    return JobId.parse(
        world
            .node()
            .post(
                "/api/jobs/create",
                "{'modelType': 'm', 'computeNeeded': 1, 'qubicAddress': 'CONSUMER'}")
            .body()
            .at("/job/id")
            .asString());
  }

  private static String error(PresenceWorld world, JobId job) {
    return world.node().get(JobHistory.class).find(job).map(JobView::error).orElse("");
  }
}
