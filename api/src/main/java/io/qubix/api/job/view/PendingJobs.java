package io.qubix.api.job.view;

import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells workers which jobs they hold, and which they no longer do. */
public interface PendingJobs {

  /**
   * Answers with the jobs that the worker holds: as soon as it holds one, or when the time is up. A
   * caller that stops waiting cancels the answer. It is refused as soon as another machine takes
   * the worker's id over.
   *
   * @param session that the worker names, or null when it names none
   * @param except what the worker already works on: it is answered as if it did not hold it
   */
  CompletableFuture<List<JobView>> of(
      WorkerId worker, @Nullable String session, AtWork except, Duration patience);

  /**
   * Returns the attempts that were lately taken from the worker, as far as this process has heard.
   * A process without the query side remembers none.
   */
  List<Stop> takenFrom(WorkerId worker);
}
