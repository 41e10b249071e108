package io.qubix.query.poll;

import io.qubix.api.job.JobView;
import io.qubix.api.provider.WorkerId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What workers hold, and what arrives for those who wait, as the log tells it. */
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
   * before the query whose answer may be empty: nothing is missed then. It completes on a thread
   * that is not the log's; what follows there must not wait.
   *
   * <p>Whoever waits no longer must complete or cancel the future, however that may be: by a
   * time-out, or because the client hung up.
   */
  CompletableFuture<Arrival> next(WorkerId worker);

  /**
   * What a worker holds as of a position of the log at least, from memory and without its user's
   * name; null when this node does not know, and it has to be looked up.
   */
  @Nullable List<JobView> held(WorkerId worker, long position);
}
