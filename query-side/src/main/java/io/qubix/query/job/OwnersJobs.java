package io.qubix.query.job;

import io.qubix.api.job.view.JobView;
import io.qubix.api.money.Sum;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.row.ReadModelJson;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Reads the jobs of all providers of an owner, without inputs and results. The caller waits for the
 * read models of jobs and providers first.
 */
@Component
@ForQueries
public final class OwnersJobs {

  private final JobRepository jobs;

  OwnersJobs(JobRepository jobs) {
    this.jobs = jobs;
  }

  public List<JobView> newest(QubicAddress owner, int limit) {
    return jobs.findNewestOf(owner.value(), limit).stream()
        .map(view -> ReadModelJson.read(view, JobView.class))
        .toList();
  }

  /** Returns what the running jobs would bring if they ended now. */
  public Sum pending(QubicAddress owner, Instant now) {
    return Sum.ofMicros(jobs.findPendingOf(owner.value(), now, Long.MAX_VALUE));
  }
}
