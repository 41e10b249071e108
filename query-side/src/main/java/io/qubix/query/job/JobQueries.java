package io.qubix.query.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobView;
import io.qubix.api.provider.WorkerId;
import io.qubix.runtime.memory.LargeAnswers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks jobs up. Every answer contains all writes before the call (read your own writes).
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the read model is too far
 * behind.
 */
public interface JobQueries {

  /** The read model's name. */
  String PROJECTION = "job";

  /** Finds the whole job, with its attempts. */
  Optional<JobView> find(JobId id);

  /**
   * Returns the job, without its input or result if that is larger.
   *
   * @param largest in bytes of JSON
   */
  Optional<JobView> find(JobId id, int largest);

  /**
   * Finds the job with its attempts and events, without its input or result if that is larger.
   *
   * @param largest in bytes of JSON
   */
  Optional<JobStory> story(JobId id, int largest);

  /** Returns jobs without their inputs, their results and their users' names. */
  Map<JobId, JobView> outlines(Collection<JobId> ids);

  /** Returns the job with its user's name. */
  JobView named(JobView job);

  /** Returns whether {@link #named} answers without asking the store. */
  boolean isNameAtHand(JobView job);

  /**
   * Returns the jobs that a worker holds as of a position of the log at least, oldest first.
   * Several jobs, and jobs without room for them, come without {@linkplain JobView#MOST_IN_LISTS
   * large} inputs.
   *
   * @param room for the answer to the worker's request, on any thread
   */
  List<JobView> pendingOf(WorkerId worker, long position, LargeAnswers.Room room);
}
