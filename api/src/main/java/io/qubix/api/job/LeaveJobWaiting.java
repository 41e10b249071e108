package io.qubix.api.job;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Says that nobody fits for now; takes effect once for each attempt that waits. */
public record LeaveJobWaiting(@TargetAggregateIdentifier JobId jobId, int attempt)
    implements JobCommand {}
