package io.qubix.api.request;

import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.json.Members;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the terms of a job, which stand beside its other members in a request. */
public final class TermsFields {

  private TermsFields() {}

  /** Adds the members that {@link #read} reads. */
  public static Members beside(Members others) {
    return others
        .and("timeoutSeconds", "progressTimeoutSeconds", "notBefore", "expiresAt")
        .and("maxTotalCost", "priority", "labels")
        .with("retry", Members.of("maxReassignments", "backoffSeconds"));
  }

  public static JobTerms read(Fields fields) {
    return JobTermsBuilder.builder(JobTerms.NONE)
        .timeoutSeconds(fields.whole("timeoutSeconds", 1, Limits.TIMEOUT))
        .progressTimeoutSeconds(fields.whole("progressTimeoutSeconds", 1, Limits.TIMEOUT))
        .notBefore(fields.instant("notBefore"))
        .expiresAt(fields.instant("expiresAt"))
        .maxTotalCost(fields.money("maxTotalCost", false, Limits.COST))
        .retry(retry(fields.inside("retry")))
        .priority(fields.whole("priority", 0, JobRules.HIGHEST_PRIORITY))
        .labels(labels(fields.labels("labels")))
        .build();
  }

  /** No labels are the same as none named, so that both are one request when it is repeated. */
  private static @Nullable Map<String, String> labels(@Nullable Map<String, String> given) {
    return given == null || given.isEmpty() ? null : new TreeMap<>(given);
  }

  private static JobTerms.@Nullable Retry retry(@Nullable Fields fields) {
    return fields == null
        ? null
        : new JobTerms.Retry(
            fields.whole("maxReassignments", 0, JobRules.MOST_REASSIGNMENTS),
            fields.wholes("backoffSeconds", JobRules.MOST_REASSIGNMENTS, 0, Limits.BACKOFF));
  }
}
