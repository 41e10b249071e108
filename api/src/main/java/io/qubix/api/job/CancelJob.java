package io.qubix.api.job;

import io.qubix.api.QubicAddress;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a job that is not over; its provider is freed and nobody is charged.
 *
 * @param by who asks; when given it must be the job's consumer
 */
public record CancelJob(
    @TargetAggregateIdentifier JobId jobId, @Nullable QubicAddress by, @Nullable String reason)
    implements JobCommand {}
