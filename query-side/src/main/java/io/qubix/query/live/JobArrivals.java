package io.qubix.query.live;

import io.qubix.api.provider.WorkerId;
import java.util.concurrent.CompletableFuture;

/** Wakes those who wait for a job. */
public interface JobArrivals {

  /**
   * Completes when a job is assigned to that worker from now on, with the position of the
   * assignment in the log, or with 0 when the node shuts down. Ask before the query whose answer
   * may be empty: nothing is missed then.
   *
   * <p>Whoever waits no longer must complete or cancel the future, however that may be: by a
   * time-out, or because the client hung up.
   */
  CompletableFuture<Long> next(WorkerId worker);
}
