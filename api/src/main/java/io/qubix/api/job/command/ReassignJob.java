package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Puts a job back on the market after an attempt failed, at most {@value
 * JobRules#MAX_REASSIGNMENTS} times.
 *
 * @param failedAttempt 1 to 3
 */
public record ReassignJob(@TargetAggregateIdentifier JobId jobId, int failedAttempt)
    implements JobCommand {}
