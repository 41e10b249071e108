package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Records that no provider fits for now. It takes effect once for each waiting attempt. */
public record LeaveJobWaiting(@TargetAggregateIdentifier JobId jobId, int attempt)
    implements JobCommand {}
