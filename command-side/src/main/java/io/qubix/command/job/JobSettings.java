package io.qubix.command.job;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
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
 */
@ConfigurationProperties("qubix.jobs")
public record JobSettings(
    @DefaultValue("24h") Duration attemptTimeout,
    @DefaultValue("30d") Duration longestAttempt,
    @DefaultValue({"0", "2", "8"}) List<Integer> backoffSeconds) {

  /** The settings of an operator who sets nothing. */
  public static final JobSettings USUAL =
      new JobSettings(Duration.ofHours(24), Duration.ofDays(30), JobRules.BACKOFF);

  public JobSettings {
    if (longestAttempt.toSeconds() < 1 || longestAttempt.toSeconds() > Limits.TIMEOUT) {
      throw new IllegalArgumentException("qubix.jobs.longest-attempt must be from 1s to 30d");
    }
    if (attemptTimeout.toSeconds() < 1 || attemptTimeout.compareTo(longestAttempt) > 0) {
      throw new IllegalArgumentException(
          "qubix.jobs.attempt-timeout must be from 1s to qubix.jobs.longest-attempt");
    }
  }

  /**
   * Returns the terms of a new job.
   *
   * @throws Rejection.Invalid when the operator does not allow them, or their time is over
   */
  JobTerms complete(JobTerms asked, Instant now) {
    Integer timeout = asked.timeoutSeconds();
    if (timeout != null && timeout > longestAttempt.toSeconds()) {
      throw new Rejection.Invalid(
          "timeoutSeconds", "must be at most " + longestAttempt.toSeconds());
    }
    Instant begin =
        asked.notBefore() == null || asked.notBefore().isBefore(now) ? now : asked.notBefore();
    if (asked.expiresAt() != null && !asked.expiresAt().isAfter(begin)) {
      throw new Rejection.Invalid("expiresAt", "must be in the future, and after notBefore");
    }
    return JobTermsBuilder.builder(asked)
        .timeoutSeconds(timeout == null ? (int) attemptTimeout.toSeconds() : timeout)
        .retry(retry(asked.retry()))
        .build();
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
