package io.qubix.command.lease;

import static io.qubix.command.provider.ProviderStory.ANN;
import static io.qubix.command.provider.ProviderStory.JOB;
import static io.qubix.command.provider.ProviderStory.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.event.ProviderWentOffline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostProvidersTest {

  private static final ProviderWentOffline WITH_A_JOB =
      ProviderWentOffline.of(ANN, OfflineReason.SILENT, List.of(new Hold(JOB, 2)), NOW);

  private final RecordedCommands commands = new RecordedCommands();
  private final LostProviders lost = new LostProviders(commands);

  @Test
  void aProviderThatGoesOfflineWithAJob_losesTheAttempt() {
    lost.on(WITH_A_JOB);
    assertThat(commands.sent)
        .containsExactly(FailJob.providerLost(JOB, 2, ANN, OfflineReason.SILENT));
  }

  @Test
  void aProviderThatGoesOfflineWithSeveralJobs_losesEachAttempt_evenIfOneHadEnded() {
    JobId other = JobId.next(NOW);
    commands.refusal = new Rejection.Conflict("already reported");
    lost.on(
        ProviderWentOffline.of(
            ANN, OfflineReason.SILENT, List.of(new Hold(JOB, 2), new Hold(other, 1)), NOW));
    assertThat(commands.sent)
        .containsExactly(
            FailJob.providerLost(JOB, 2, ANN, OfflineReason.SILENT),
            FailJob.providerLost(other, 1, ANN, OfflineReason.SILENT));
  }

  @Test
  void aProviderThatGoesOfflineWithoutAJob_losesNothing() {
    lost.on(ProviderWentOffline.of(ANN, OfflineReason.SILENT, List.of(), NOW));
    assertThat(commands.sent).isEmpty();
  }

  @Test
  void anAttemptThatEndedOtherwise_isLeftAtThat() {
    commands.refusal = new Rejection.Conflict("already reported");
    assertThatCode(() -> lost.on(WITH_A_JOB)).doesNotThrowAnyException();
  }

  @Test
  void aStoreThatIsAway_isTriedAgain() {
    commands.refusal = new Rejection.Unavailable("away", Duration.ofSeconds(1));
    assertThatThrownBy(() -> lost.on(WITH_A_JOB)).isInstanceOf(Rejection.Unavailable.class);
  }
}
