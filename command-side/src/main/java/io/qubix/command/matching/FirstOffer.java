package io.qubix.command.matching;

import io.qubix.api.job.AssignJob;
import io.qubix.api.job.JobCreated;
import java.util.function.Consumer;

/**
 * Offers a new job while it is created, so that both are written at once. A job that nobody takes
 * then, or that is created on a node that does not match, is offered again when its event is read.
 */
@FunctionalInterface
public interface FirstOffer {

  /**
   * Has the best free provider take the job, if one fits it and nobody is to be matched before.
   * Part of the unit of work that is under way: if that fails, the provider is free again.
   *
   * @param assign assigns the job; refused with {@link io.qubix.api.Rejection.ProviderNotFree}
   *     before anything has happened, and then the job is created all the same
   */
  void make(JobCreated job, Consumer<AssignJob> assign);
}
