package io.qubix.command.job;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobLimits;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator sets for jobs. A job keeps what held at its creation.
 *
 * @param attemptTimeout the longest attempt at a job that does not say
 * @param longestAttempt the longest attempt that a job may allow
 * @param backoffSeconds the seconds before each reassignment of a job that does not say; the last
 *     one counts for all further
 * @param maxPrice the highest price of an hour of a job that does not say, or null for any
 * @param maxCharge the most that any job may cost, or null without a bound
 */
@ConfigurationProperties("qubix.jobs")
public record JobSettings(
    @DefaultValue("24h") Duration attemptTimeout,
    @DefaultValue("30d") Duration longestAttempt,
    @DefaultValue({"0", "2", "8"}) List<Integer> backoffSeconds,
    @Nullable Money maxPrice,
    @Nullable Money maxCharge)
    implements JobLimits {

  /** The settings of an operator who sets nothing. */
  public static final JobSettings USUAL =
      new JobSettings(Duration.ofHours(24), Duration.ofDays(30), JobRules.BACKOFF, null, null);

  public JobSettings {
    if (longestAttempt.toSeconds() < 1 || longestAttempt.toSeconds() > Limits.TIMEOUT) {
      throw new IllegalArgumentException("qubix.jobs.longest-attempt must be from 1s to 30d");
    }
    if (attemptTimeout.toSeconds() < 1 || attemptTimeout.compareTo(longestAttempt) > 0) {
      throw new IllegalArgumentException(
          "qubix.jobs.attempt-timeout must be from 1s to qubix.jobs.longest-attempt");
    }
    if (backoffSeconds.size() > JobRules.MOST_REASSIGNMENTS
        || backoffSeconds.stream().anyMatch(pause -> pause < 0 || pause > Limits.BACKOFF)) {
      throw new IllegalArgumentException(
          "qubix.jobs.backoff-seconds must be at most "
              + JobRules.MOST_REASSIGNMENTS
              + " numbers from 0 to "
              + Limits.BACKOFF);
    }
    requireWithin("qubix.jobs.max-price", maxPrice, Limits.PRICE);
    requireWithin("qubix.jobs.max-charge", maxCharge, Limits.COST);
  }

  private static void requireWithin(String setting, @Nullable Money amount, long most) {
    if (amount != null
        && (amount.compareTo(Money.ZERO) <= 0
            || amount.toQubic().compareTo(BigDecimal.valueOf(most)) > 0)) {
      throw new IllegalArgumentException(setting + " must be above 0 to " + most);
    }
  }

  /** A job that repeats another gets no more than the operator allows by now. */
  @Override
  public JobTerms complete(JobTerms asked, Instant now) {
    if (asked.retryOf() == null) {
      rejectUnlessAllowed(asked);
    }
    Instant begin =
        asked.notBefore() == null || asked.notBefore().isBefore(now) ? now : asked.notBefore();
    if (asked.expiresAt() != null && !asked.expiresAt().isAfter(begin)) {
      throw new Rejection.Invalid("expiresAt", "must be in the future, and after notBefore");
    }
    return JobTermsBuilder.builder(asked)
        .timeoutSeconds((int) Math.min(timeout(asked), longestAttempt.toSeconds()))
        .maxTotalCost(costsTooMuch(asked) ? maxCharge : asked.maxTotalCost())
        .retry(retry(asked.retry()))
        .build();
  }

  @Override
  public @Nullable Money priceUpTo(@Nullable Money asked) {
    return asked == null ? maxPrice : asked;
  }

  private void rejectUnlessAllowed(JobTerms asked) {
    if (timeout(asked) > longestAttempt.toSeconds()) {
      throw new Rejection.Invalid(
          "timeoutSeconds", "must be at most " + longestAttempt.toSeconds());
    }
    if (asked.maxTotalCost() != null && costsTooMuch(asked)) {
      throw new Rejection.Invalid("maxTotalCost", "must be at most " + maxCharge.brief());
    }
  }

  private long timeout(JobTerms asked) {
    Integer seconds = asked.timeoutSeconds();
    return seconds == null ? attemptTimeout.toSeconds() : seconds;
  }

  /** Returns whether the job may cost more than any job may. */
  private boolean costsTooMuch(JobTerms asked) {
    Money most = asked.maxTotalCost();
    return maxCharge != null && (most == null || most.compareTo(maxCharge) > 0);
  }

  /** What the rules say anyway is left out. */
  private JobTerms.@Nullable Retry retry(JobTerms.@Nullable Retry asked) {
    boolean saysSo = asked != null && asked.backoffSeconds() != null;
    if (saysSo || backoffSeconds.equals(JobRules.BACKOFF)) {
      return asked;
    }
    return new JobTerms.Retry(asked == null ? null : asked.maxReassignments(), backoffSeconds);
  }
}
