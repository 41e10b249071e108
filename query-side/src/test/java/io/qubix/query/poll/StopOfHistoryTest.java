package io.qubix.query.poll;

import static io.qubix.query.live.Happenings.AT;
import static io.qubix.query.live.Happenings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.FailureCause;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.AtWork;
import io.qubix.api.job.view.Stop;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.live.Happenings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a worker is told to stop, as the history of its job has it. */
class StopOfHistoryTest {

  private final Happenings a = new Happenings();

  @Test
  void everyEndThatTheWorkerDidNotReport_takesTheAttempt_inItsOwnWord() {
    Map<FailureCause, @Nullable String> reasons = new EnumMap<>(FailureCause.class);
    for (FailureCause cause : FailureCause.values()) {
      Stop stop = Stop.of(failed(1, cause));
      reasons.put(cause, stop == null ? null : stop.reason());
    }
    assertThat(reasons)
        .containsEntry(FailureCause.REPORTED, null)
        .containsEntry(FailureCause.PROVIDER_LOST, "LOST")
        .containsEntry(FailureCause.GIVEN_BACK, "GIVEN_BACK")
        .containsEntry(FailureCause.TIMED_OUT, "TIMED_OUT")
        .containsEntry(FailureCause.STALLED, "STALLED")
        .containsEntry(FailureCause.EXPIRED, "EXPIRED")
        .containsEntry(FailureCause.BUDGET, "BUDGET");
    reasons.remove(FailureCause.REPORTED);
    assertThat(reasons.values()).doesNotContainNull();
    assertThat(Stop.of(cancelled(1, a.worker)))
        .isEqualTo(new Stop(a.worker, a.job, 1, "CANCELLED"));
    assertThat(Stop.of(cancelled(1, null))).isNull();
    assertThat(Stop.of(a.completed(json("{}")))).isNull();
  }

  @Test
  void aNamedAttempt_isTaken_alsoWhenTheWorkerHasTheJobAgain() {
    List<JobEvent> again =
        List.of(a.created(), a.assigned(), failed(1, FailureCause.PROVIDER_LOST), assigned(2));
    assertThat(Stop.of(again, a.worker, 1)).isEqualTo(new Stop(a.worker, a.job, 1, "LOST"));
    assertThat(Stop.of(again, a.worker, 2)).isNull();
    assertThat(Stop.of(again, a.worker, AtWork.ANY)).isNull();
  }

  @Test
  void withoutANumber_theLastAttemptOfTheWorkerIsMeant() {
    List<JobEvent> past =
        List.of(
            a.created(),
            a.assigned(),
            failed(1, FailureCause.PROVIDER_LOST),
            assigned(2),
            cancelled(2, a.worker));
    assertThat(Stop.of(past, a.worker, AtWork.ANY))
        .isEqualTo(new Stop(a.worker, a.job, 2, "CANCELLED"));
    List<JobEvent> reported =
        List.of(
            a.created(),
            a.assigned(),
            failed(1, FailureCause.PROVIDER_LOST),
            assigned(2),
            failed(2, FailureCause.REPORTED));
    assertThat(Stop.of(reported, a.worker, AtWork.ANY)).isNull();
    assertThat(Stop.of(past, new WorkerId("another"), AtWork.ANY)).isNull();
  }

  private JobAssigned assigned(int attempt) {
    JobAssigned first = a.assigned();
    return new JobAssigned(a.job, attempt, first.provider(), first.receipt(), AT);
  }

  private JobAttemptFailed failed(int attempt, FailureCause cause) {
    return new JobAttemptFailed(a.job, attempt, a.worker, cause, "no", true, 0, null, AT);
  }

  private JobCancelled cancelled(int attempt, @Nullable WorkerId worker) {
    return new JobCancelled(a.job, attempt, worker, null, null, AT);
  }
}
