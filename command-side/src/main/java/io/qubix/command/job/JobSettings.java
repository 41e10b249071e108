package io.qubix.command.job;

import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator sets for jobs. A job keeps what held at its creation.
 *
 * @param backoffSeconds the seconds before each reassignment of a job that does not say; the last
 *     one counts for all further
 */
@ConfigurationProperties("qubix.jobs")
public record JobSettings(@DefaultValue({"0", "2", "8"}) List<Integer> backoffSeconds) {

  /** The settings of an operator who sets nothing. */
  public static final JobSettings USUAL = new JobSettings(JobRules.BACKOFF);

  /** Returns the terms of a new job. What the rules say without them is left out. */
  JobTerms complete(JobTerms asked) {
    boolean saysSo = asked.retry() != null && asked.retry().backoffSeconds() != null;
    if (saysSo || backoffSeconds.equals(JobRules.BACKOFF)) {
      return asked;
    }
    Integer most = asked.retry() == null ? null : asked.retry().maxReassignments();
    return JobTermsBuilder.builder(asked).retry(new JobTerms.Retry(most, backoffSeconds)).build();
  }
}
