package io.qubix.api.request;

import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.json.Members;

/** Reads the terms of a job, which stand beside its other members in a request. */
public final class TermsFields {

  private TermsFields() {}

  /** Adds the members that {@link #read} reads. */
  public static Members beside(Members others) {
    return others;
  }

  public static JobTerms read(Fields fields) {
    return JobTermsBuilder.builder(JobTerms.NONE).build();
  }
}
