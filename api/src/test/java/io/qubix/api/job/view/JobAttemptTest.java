package io.qubix.api.job.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.money.Money;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class JobAttemptTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final JobId JOB = new JobId(new UUID(1, 1));
  private static final QubicAddress ALICE = new QubicAddress("ALICE");
  private static final WorkerId WORKER = new WorkerId("w-1");
  private static final DecisionReceipt RECEIPT =
      new DecisionReceipt("test/1", 1, List.of(), Map.of(), List.of());

  private final List<JobEvent> events =
      new ArrayList<>(
          List.of(
              new JobCreated(
                  JOB,
                  ALICE,
                  "llama",
                  1,
                  JsonNodeFactory.instance.objectNode(),
                  null,
                  null,
                  null,
                  Money.ONE,
                  null,
                  AT)));

  private JobView job() {
    return JobView.of(events).withPast(events);
  }

  private void assigned(int attempt) {
    events.add(
        new JobAssigned(
            JOB,
            attempt,
            new ProviderTerms(new UUID(2, 2), WORKER, ALICE, null, null, Money.ONE),
            RECEIPT,
            AT.plusSeconds(attempt)));
  }

  private void failed(int attempt, FailureCause cause, boolean willRetry) {
    events.add(new JobAttemptFailed(JOB, attempt, WORKER, cause, "Why", willRetry, null, null, AT));
  }

  private void cancelled(@Nullable WorkerId holder) {
    events.add(new JobCancelled(JOB, 1, holder, ALICE, "Too slow", AT.plusSeconds(9)));
  }

  @Test
  void aJobThatWaits_hasNoAttempt() {
    assertThat(job().attempts()).isEmpty();
  }

  @Test
  void theLastAttemptIsOpen_untilItsProviderHoldsTheJobNoMore() {
    assigned(1);
    assertThat(job().attempts().get(0).end()).isNull();
    assertThat(job().attempts().get(0).status()).isEqualTo(JobStatus.ASSIGNED);

    events.add(new JobStarted(JOB, 1, WORKER, AT.plusSeconds(2)));
    assertThat(job().attempts().get(0).startedAt()).isEqualTo(AT.plusSeconds(2));
    assertThat(job().attempts().get(0).status()).isEqualTo(JobStatus.RUNNING);

    failed(1, FailureCause.PROVIDER_LOST, true);
    JobAttempt lost = job().attempts().get(0);
    assertThat(lost.end()).isEqualTo(AttemptEnd.LOST);
    assertThat(lost.endedAt()).isEqualTo(AT);
    assertThat(lost.error()).isEqualTo("Why");
    assertThat(lost.startedAt()).isEqualTo(AT.plusSeconds(2));
    assertThat(lost.receipt()).isEqualTo(RECEIPT);
  }

  @Test
  void eachAttemptHasItsOwnEnd_alsoTheOneThatTheJobFailsWith() {
    assigned(1);
    failed(1, FailureCause.REPORTED, true);
    events.add(new JobRequeued(JOB, 2, List.of(WORKER), null, AT));
    assigned(2);
    failed(2, FailureCause.REPORTED, false);
    events.add(new JobFailed(JOB, 2, "Why", AT));

    assertThat(job().attempts()).extracting(JobAttempt::number).containsExactly(1, 2);
    assertThat(job().attempts())
        .extracting(JobAttempt::end)
        .containsExactly(AttemptEnd.FAILED, AttemptEnd.FAILED);
    assertThat(job().status()).isEqualTo(JobStatus.FAILED);
  }

  @Test
  void aJobThatIsCancelled_endsTheAttemptThatHeldIt() {
    assigned(1);
    cancelled(WORKER);

    assertThat(job().attempts().get(0).end()).isEqualTo(AttemptEnd.CANCELLED);
    assertThat(job().attempts().get(0).error()).isEqualTo("Too slow");
    assertThat(job().cancelReason()).isEqualTo("Too slow");
  }

  @Test
  void aJobThatIsCancelledWhileItWaits_leavesTheAttemptBeforeAsItWas() {
    assigned(1);
    failed(1, FailureCause.REPORTED, true);
    events.add(new JobRequeued(JOB, 2, List.of(WORKER), null, AT));
    cancelled(null);

    assertThat(job().attempts()).hasSize(1);
    assertThat(job().attempts().get(0).end()).isEqualTo(AttemptEnd.FAILED);
    assertThat(job().cancelReason()).isEqualTo("Too slow");
  }
}
