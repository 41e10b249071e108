package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Puts a job back on the market after an attempt failed, if the failure said so.
 *
 * @param failedAttempt from 1
 */
public record ReassignJob(@TargetAggregateIdentifier JobId jobId, int failedAttempt)
    implements JobCommand {}
