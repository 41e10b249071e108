package io.qubix.api.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job on the market, as a policy sees it. */
public interface WaitingJob {

  JobId id();

  QubicAddress consumer();

  Instant createdAt();

  /** Returns the number of the attempt that it waits for, from 1. */
  int attempt();

  /** Returns 0 to 9; a higher one comes first. */
  int priority();

  String modelType();

  /** Returns the highest price of an hour, or null when any price is accepted. */
  @Nullable Money maxPrice();

  Requirements requirements();

  /**
   * Returns whether the job's history allows this provider: it did not fail the job, or may have it
   * again.
   */
  boolean mayGoTo(WorkerId worker);
}
