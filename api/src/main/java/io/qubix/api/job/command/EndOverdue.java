package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Ends the running attempt, or the job, if its time is over. Refused with {@code Rejection.NotDue}
 * when it is not.
 */
public record EndOverdue(@TargetAggregateIdentifier JobId jobId) implements JobCommand {}
