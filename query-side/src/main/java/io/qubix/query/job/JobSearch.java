package io.qubix.query.job;

import io.qubix.api.job.JobView;
import io.qubix.query.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks through all jobs, page by page. Every answer holds whatever was written before the call.
 */
public interface JobSearch {

  /** Its key is the position of a job's creation. */
  Cursor.Kind CURSOR = new Cursor.Kind("jobs", 1);

  /**
   * Some jobs, newest first.
   *
   * @param jobs without {@linkplain JobView#MOST_IN_LISTS large} inputs and results
   * @param next what {@code before} has to be to get the page that follows; null when none does
   */
  record Page(List<JobView> jobs, @Nullable Cursor next) {}

  /**
   * The jobs that a filter lets through, newest first. A page may be shorter than its limit while
   * others follow.
   *
   * @throws io.qubix.api.Rejection.Invalid when {@code before} is no job's id
   */
  Page find(JobFilter filter, int limit);
}
