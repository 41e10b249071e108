package io.qubix.api.provider.command;

import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Reserves a slot of a provider for an attempt of a job. Refused when it is not available, or has
 * another price. Answered with its current {@link io.qubix.api.provider.ProviderTerms}.
 *
 * @param pricePerHour QUBIC for an hour of work, as the sender of the command knows it
 */
public record ReserveProvider(
    @TargetAggregateIdentifier WorkerId workerId, JobId jobId, int attempt, Money pricePerHour)
    implements ProviderCommand {}
