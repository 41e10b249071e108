package io.qubix.api.job.view;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells workers which jobs they hold. */
@FunctionalInterface
public interface PendingJobs {

  /**
   * Answers with the jobs that the worker holds: as soon as it holds one, or when the time is up. A
   * caller that stops waiting cancels the answer.
   *
   * @param except jobs that the worker already works on: it is answered as if it did not hold them
   */
  CompletableFuture<List<JobView>> of(WorkerId worker, Set<JobId> except, Duration patience);
}
