package io.qubix.query.job;

import io.qubix.api.job.view.JobView;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches all jobs, page by page. Every answer contains all writes before the call (read your own
 * writes).
 */
public interface JobSearch {

  /** The key is the position of a job's creation. */
  Cursor.Kind CURSOR = new Cursor.Kind("jobs", 1);

  /**
   * A page of jobs, newest first.
   *
   * @param jobs without {@linkplain JobView#MOST_IN_LISTS large} inputs and results
   * @param next the {@code before} of the next page, or null on the last one
   */
  record Page(List<JobView> jobs, @Nullable Cursor next) {}

  /**
   * Returns the jobs that match a filter, newest first. A page may be shorter than its limit
   * although more follow.
   *
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no job's id
   */
  Page find(JobFilter filter, int limit);

  /**
   * Counts the completed jobs for which a worker reported more time than it had them.
   *
   * @see JobView#overReported
   */
  long countOverReportedBy(WorkerId worker);
}
