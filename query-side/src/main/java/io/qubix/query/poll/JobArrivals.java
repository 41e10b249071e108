package io.qubix.query.poll;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.Stop;
import io.qubix.api.provider.WorkerId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the log which jobs workers hold, which arrive for waiting workers, and which are taken
 * from them.
 */
public interface JobArrivals {

  /**
   * A job was assigned.
   *
   * @param position of the assignment in the log, or 0 when the node shuts down
   * @param job as of then, without its user's name, or null when it must be looked up
   */
  record Arrival(long position, @Nullable JobView job) {}

  /**
   * Completes when a job is assigned to the worker from now on, or when the node shuts down. Call
   * it before the query whose answer may be empty, so that no job is missed. It completes on a
   * thread that is not the log's; code that follows there must not block.
   *
   * <p>A caller that stops waiting, by a time-out or because the client hung up, must complete or
   * cancel the future.
   */
  CompletableFuture<Arrival> next(WorkerId worker);

  /**
   * Completes when an attempt is taken from the worker from now on, as {@link #next} does when a
   * job is assigned.
   */
  CompletableFuture<Stop> nextTaken(WorkerId worker);

  /**
   * Completes when the worker registers from now on, as {@link #next} does when a job is assigned.
   */
  CompletableFuture<WorkerId> nextRegistration(WorkerId worker);

  /** Returns which attempts were lately taken from workers. */
  TakenAttempts taken();

  /** Returns whether the worker holds the job, as far as this node has heard. */
  boolean isHeldBy(WorkerId worker, JobId job);

  /**
   * Returns what a worker holds as of a position of the log at least, from memory and without its
   * user's name, or null when this node does not know and it must be looked up.
   */
  @Nullable List<JobView> held(WorkerId worker, long position);

  /**
   * Looks up what a worker holds, so that this node knows it from then on.
   *
   * @param lookUp returns all that it holds, as of the given position of the log at least
   */
  List<JobView> learn(WorkerId worker, LongFunction<List<JobView>> lookUp);
}
