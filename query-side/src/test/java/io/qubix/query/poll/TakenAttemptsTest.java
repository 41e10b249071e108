package io.qubix.query.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.AtWork;
import io.qubix.api.job.view.Stop;
import io.qubix.api.provider.WorkerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TakenAttemptsTest {

  private static final WorkerId WORKER = new WorkerId("worker");
  private static final JobId JOB = JobId.next(Instant.EPOCH);

  private Instant now = Instant.parse("2026-11-23T17:36:00Z");
  private final TakenAttempts taken =
      new TakenAttempts(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  @Test
  void eachWorkerIsToldOfItsOwnAttempts_onceEach_theOldestFirst() {
    Stop first = taken(WORKER, JOB, 1);
    Stop second = taken(WORKER, JOB, 2);
    taken.heard(first);
    taken(new WorkerId("another"), JOB, 3);
    assertThat(taken.from(WORKER)).containsExactly(first, second);
    assertThat(taken.find(WORKER, JOB, 1)).isEqualTo(first);
    assertThat(taken.find(WORKER, JOB, AtWork.ANY)).isEqualTo(second);
    assertThat(taken.find(WORKER, JOB, 3)).isNull();
    assertThat(taken.from(new WorkerId("idle"))).isEmpty();
  }

  @Test
  void whatWasToldIsNoNews_butIsStillToldBesideOthers() {
    Stop first = taken(WORKER, JOB, 1);
    assertThat(taken.isNews(first)).isTrue();
    assertThat(taken.tell(WORKER)).containsExactly(first);
    assertThat(taken.isNews(first)).isFalse();
    Stop second = taken(WORKER, JOB, 2);
    assertThat(taken.isNews(second)).isTrue();
    assertThat(taken.tell(WORKER)).containsExactly(first, second);
  }

  @Test
  void itIsRememberedForTenMinutes() {
    Stop stop = taken(WORKER, JOB, 1);
    now = now.plus(TakenAttempts.KEPT);
    assertThat(taken.from(WORKER)).containsExactly(stop);
    now = now.plusMillis(1);
    assertThat(taken.from(WORKER)).isEmpty();
    assertThat(taken.find(WORKER, JOB, 1)).isNull();
  }

  @Test
  void ofOneWorkerAndOfAll_theNewestAreKept() {
    Stop oldest = taken(WORKER, JOB, 1);
    List<Stop> newer =
        IntStream.range(0, TakenAttempts.MOST_OF_A_WORKER)
            .mapToObj(i -> taken(WORKER, JobId.next(now), 1))
            .toList();
    assertThat(taken.from(WORKER)).isEqualTo(newer).doesNotContain(oldest);

    Duration perWorker = Duration.ofMillis(1);
    int others = TakenAttempts.MOST - newer.size() + 1;
    for (int i = 0; i < others; i++) {
      now = now.plus(perWorker);
      taken(new WorkerId("worker-" + i), JOB, 1);
    }
    assertThat(taken.from(WORKER)).isEqualTo(newer.subList(1, newer.size()));
    IntStream.range(0, newer.size()).forEach(i -> taken(new WorkerId("more-" + i), JOB, 1));
    assertThat(taken.from(WORKER)).isEmpty();
    assertThat(taken.from(new WorkerId("worker-" + (others - 1)))).hasSize(1);
  }

  private Stop taken(WorkerId worker, JobId job, int attempt) {
    Stop stop = new Stop(worker, job, attempt, "CANCELLED");
    taken.heard(stop);
    return stop;
  }
}
