package io.qubix.query.live;

import io.qubix.api.job.JobView;
import io.qubix.api.provider.WorkerId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Wakes those who wait for a job. */
public interface JobArrivals {

  /**
   * A job was assigned.
   *
   * @param position of the assignment in the log; 0 when the node shuts down
   * @param job as it was then, without its user's name; null when that has to be looked up
   */
  record Arrival(long position, @Nullable JobView job) {}

  /**
   * Completes when a job is assigned to that worker from now on, or when the node shuts down. Ask
   * before the query whose answer may be empty: nothing is missed then.
   *
   * <p>Whoever waits no longer must complete or cancel the future, however that may be: by a
   * time-out, or because the client hung up.
   */
  CompletableFuture<Arrival> next(WorkerId worker);
}
