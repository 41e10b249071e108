package io.qubix.api.job.view;

import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells workers which jobs they hold. */
@FunctionalInterface
public interface PendingJobs {

  /**
   * Answers with the jobs that the worker holds: as soon as it holds one, or when the time is up. A
   * caller that stops waiting cancels the answer.
   */
  CompletableFuture<List<JobView>> of(WorkerId worker, Duration patience);
}
