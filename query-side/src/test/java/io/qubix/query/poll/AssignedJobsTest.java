package io.qubix.query.poll;

import static io.qubix.query.live.Happenings.AT;
import static io.qubix.query.live.Happenings.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Contents;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.live.Happenings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AssignedJobsTest {

  private final AssignedJobs jobs = new AssignedJobs();
  private final Happenings a = new Happenings();
  private long position;

  @Test
  void ofAWorkerThatWasNotLookedUp_nothingIsKnown_becauseItMayHoldEarlierJobs() {
    assertThat(jobs.by(a.worker, 0)).isNull();
    heard(a.created(), a.assigned());
    assertThat(held()).isNull();
  }

  @Test
  void aWorkerHoldsWhatWasFound_andWhatItIsAssigned_theOldestFirst() {
    Happenings b = at(a.worker, 1);
    Happenings c = at(a.worker, 2);
    heard(b.created(), c.created(), c.assigned());
    heard(a.created());
    learn(a.worker, view(a.created(), a.assigned()), view(b.created(), b.assigned()));
    heard(b.assigned());
    heard(a.assigned());
    assertThat(held()).extracting(JobView::id).containsExactly(a.job, b.job, c.job);

    heard(a.completed(json("{}")));
    assertThat(held()).extracting(JobView::id).containsExactly(b.job, c.job);
    heard(b.completed(json("{}")), c.completed(json("{}")));
    assertThat(held()).isEmpty();
  }

  @Test
  void aFoundJobWhoseAssignmentWasNotHeard_isToBeLookedUp_andItsEndIsKnown() {
    Happenings b = at(a.worker, 1);
    heard(b.created());
    learn(a.worker, view(a.created(), a.assigned()));
    heard(b.assigned());
    assertThat(held()).isNull();

    heard(a.completed(json("{}")));
    assertThat(held()).extracting(JobView::id).containsExactly(b.job);
  }

  @Test
  void whatIsHeardDuringTheLookUp_isNewerThanWhatItFinds() {
    Happenings b = at(a.worker, 1);
    Happenings c = at(a.worker, 2);
    Happenings elsewhere = new Happenings();
    jobs.learn(
        a.worker,
        since -> {
          heard(a.completed(json("{}")));
          heard(b.attemptFailed(true), b.assignedTo(elsewhere.worker));
          heard(c.created(), c.assigned());
          return List.of(view(a.created(), a.assigned()), view(b.created(), b.assigned()));
        });
    assertThat(held()).extracting(JobView::id).containsExactly(c.job);
  }

  @Test
  void aLookUpThatFails_leavesTheWorkerUnknown() {
    assertThatThrownBy(
            () ->
                jobs.learn(
                    a.worker,
                    since -> {
                      throw new IllegalStateException("away");
                    }))
        .hasMessage("away");
    assertThat(held()).isNull();
  }

  private void learn(WorkerId worker, JobView... found) {
    jobs.learn(worker, since -> List.of(found));
  }

  private static JobView view(JobEvent... events) {
    return JobView.of(List.of(events));
  }

  private static Happenings at(WorkerId worker, int second) {
    return new Happenings(worker, AT.plusSeconds(second));
  }

  @Test
  void aWorkerHoldsItsJob_asItIsByNow_untilItIsOver() {
    learn(a.worker);
    JobCreated created = a.created();
    heard(created, a.assigned());
    assertThat(held()).containsExactly(JobView.of(List.of(created, a.assigned())));

    heard(a.progressed(40));
    assertThat(held()).extracting(JobView::progress).containsExactly(40);

    heard(a.completed(json("{'answer': 42}")));
    assertThat(held()).isEmpty();
  }

  @Test
  void anAttemptThatFailed_isHeldNoMore_andTheNextWorkerHasTheWholeJob() {
    Happenings b = new Happenings();
    learn(a.worker);
    learn(b.worker);
    JobCreated created = a.created();
    heard(created, a.assigned(), a.attemptFailed(true));
    assertThat(held()).isEmpty();

    heard(b.created(), b.assigned());
    heard(new JobCancelled(b.job, 1, null, null, null, AT));
    assertThat(jobs.by(b.worker, position)).isEmpty();

    heard(a.assigned());
    assertThat(held())
        .singleElement()
        .satisfies(job -> assertThat(job.status()).isEqualTo(JobStatus.ASSIGNED))
        .extracting(JobView::inputData)
        .isEqualTo(created.inputData());
  }

  @Test
  void aJobWhoseCreationWasNotHeard_isToBeLookedUp_andItsEndIsKnown() {
    learn(a.worker);
    heard(a.assigned());
    assertThat(held()).isNull();

    heard(a.completed(json("{}")));
    assertThat(held()).isEmpty();
  }

  @Test
  void aJobWhoseInputWasLeftOut_isToBeLookedUp_andItsEndIsKnown() {
    learn(a.worker);
    heard((JobCreated) Contents.leftOutOf(a.created()), a.assigned());
    assertThat(held()).isNull();
    assertThat(jobs.known(a.job)).isNull();

    heard(a.completed(json("{}")));
    assertThat(held()).isEmpty();
  }

  @Test
  void whatIsHeardAgain_changesNothing() {
    learn(a.worker);
    heard(a.created(), a.assigned(), a.completed(json("{}")));
    position -= 2;
    heard(a.assigned());

    assertThat(jobs.by(a.worker, position + 1)).isEmpty();
  }

  @Test
  void anAnswer_waitsUntilTheLogWasHeardSoFar_butNotForLong() {
    learn(a.worker);
    heard(a.created(), a.assigned());
    long afterTwoMore = position + 2;
    CompletableFuture<List<JobView>> later =
        CompletableFuture.supplyAsync(() -> jobs.by(a.worker, afterTwoMore));
    heard(a.completed(json("{}")));
    jobs.heard(null, ++position);

    assertThat(later).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(List.of());
    assertThat(jobs.by(a.worker, position + 1)).isNull();
  }

  private void heard(JobEvent... events) {
    for (JobEvent event : events) {
      jobs.heard(event, ++position);
    }
  }

  private List<JobView> held() {
    return jobs.by(a.worker, position);
  }
}
