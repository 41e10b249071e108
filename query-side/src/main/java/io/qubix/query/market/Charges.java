package io.qubix.query.market;

import io.qubix.api.job.JobTerms;
import io.qubix.api.money.Money;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a job would be charged.
 *
 * @param expectedCharge for its hours, at the price of the provider that would take it now, or null
 *     without one
 * @param highestCharge for a whole attempt at its highest price, or at that provider's without one;
 *     null when there is neither and no cap
 * @param highestPrice of an hour in that charge, or null without one
 * @param timeoutSeconds the longest attempt
 * @param maxTotalCost the cap of both, or null without one
 */
record Charges(
    @Nullable Money expectedCharge,
    @Nullable Money highestCharge,
    @Nullable Money highestPrice,
    @Nullable Integer timeoutSeconds,
    @Nullable Money maxTotalCost) {

  /**
   * @param price of the provider that would take it now, or null when there is none
   * @param terms with what the operator sets
   */
  static Charges of(double hours, @Nullable Money price, @Nullable Money maxPrice, JobTerms terms) {
    Money cap = terms.maxTotalCost();
    Integer timeout = terms.timeoutSeconds();
    Money highest = maxPrice == null ? price : maxPrice;
    Money whole =
        highest == null || timeout == null
            ? null
            : orNull(() -> highest.forDuration(Duration.ofSeconds(timeout)));
    Money most = lesser(whole, cap);
    Money expected = price == null ? null : orNull(() -> price.forHours(hours));
    return new Charges(price == null ? null : lesser(expected, most), most, highest, timeout, cap);
  }

  /** Returns the amount, or null when the books cannot hold it. */
  static @Nullable Money orNull(Supplier<Money> amount) {
    try {
      return amount.get();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** An amount that is absent has no bound. */
  private static @Nullable Money lesser(@Nullable Money one, @Nullable Money other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }
}
