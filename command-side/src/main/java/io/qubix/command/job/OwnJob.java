package io.qubix.command.job;

import io.qubix.api.Rejection;
import io.qubix.api.user.QubicAddress;
import org.jspecify.annotations.Nullable;

/** Says who may cancel a job, and have it done again. */
public final class OwnJob {

  private OwnJob() {}

  /**
   * @param by the user who asks, or null when the request names none
   * @throws Rejection.Forbidden when that is not the job's consumer
   */
  public static void rejectUnlessOf(QubicAddress consumer, @Nullable QubicAddress by) {
    if (by != null && !by.equals(consumer)) {
      throw new Rejection.Forbidden("The job is not this user's");
    }
  }
}
