package io.qubix.query.live;

import io.qubix.api.provider.WorkerId;
import java.util.concurrent.CompletableFuture;

/** Tells when a worker gets a job, for those that hold a request until then. */
public interface JobArrivals {

  /**
   * Completes when a job is assigned to that worker from now on; ask for it before looking what the
   * worker has already, to miss nothing. Whoever waits no longer cancels it.
   */
  CompletableFuture<Void> next(WorkerId worker);
}
