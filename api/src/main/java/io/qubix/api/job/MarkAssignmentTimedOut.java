package io.qubix.api.job;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Says that a job waited too long for its next attempt; refused when it waits no longer. */
public record MarkAssignmentTimedOut(@TargetAggregateIdentifier JobId jobId, int attempt)
    implements JobCommand {}
