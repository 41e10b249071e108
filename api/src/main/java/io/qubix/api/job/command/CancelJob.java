package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import io.qubix.api.user.QubicAddress;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a job that is not over; its provider is released and the consumer is not charged.
 *
 * @param by the user who asks; if given, it must be the job's consumer
 */
public record CancelJob(
    @TargetAggregateIdentifier JobId jobId, @Nullable QubicAddress by, @Nullable String reason)
    implements JobCommand {}
