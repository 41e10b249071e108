package io.qubix.query.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks through all jobs, page by page. Every answer holds whatever was written before the call.
 */
public interface JobSearch {

  /**
   * Some jobs, newest first.
   *
   * @param next what {@code before} has to be to get the page that follows; null when none does
   */
  record Page(List<JobView> jobs, @Nullable JobId next) {}

  /**
   * The jobs that a filter lets through, newest first.
   *
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no job's id
   */
  Page find(JobFilter filter, int limit);
}
