package io.qubix.api.provider;

import io.qubix.api.job.JobId;

/** An attempt of a job that takes one of a provider's slots. */
public record Hold(JobId jobId, int attempt) {}
