package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Marks that a job waited too long for its next attempt. Refused when it no longer waits. */
public record MarkAssignmentTimedOut(@TargetAggregateIdentifier JobId jobId, int attempt)
    implements JobCommand {}
