package io.qubix.api.job;

import io.qubix.api.Rejection;
import io.qubix.api.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the operator sets for jobs that do not say, and the bounds of those that do. */
public interface JobLimits {

  /**
   * Returns the terms that a new job gets.
   *
   * @throws Rejection.Invalid when the operator does not allow them, or their time is over
   */
  JobTerms complete(JobTerms asked, Instant now);

  /** Returns the highest price of an hour that a new job gets, or null for any. */
  @Nullable Money priceUpTo(@Nullable Money asked);
}
