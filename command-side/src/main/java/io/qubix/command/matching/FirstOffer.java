package io.qubix.command.matching;

import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.event.JobCreated;
import java.util.function.Consumer;

/**
 * Offers a new job while it is created, so that creation and assignment are written together. If no
 * provider takes it then, or this node does not match, the job is offered again when its event is
 * read.
 */
@FunctionalInterface
public interface FirstOffer {

  /**
   * Lets the best free provider take the job, if one fits and no older job comes first. Part of the
   * running unit of work: if that fails, the provider is free again.
   *
   * @param assign assigns the job; throws {@link io.qubix.api.Rejection.ProviderNotFree} before
   *     anything has changed, and the job is then created all the same
   */
  void make(JobCreated job, Consumer<AssignJob> assign);
}
