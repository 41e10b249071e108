package io.qubix.api.provider.command;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.Effort;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Releases a provider from an attempt. No effect when it does not hold that attempt.
 *
 * @param earning of the attempt; zero unless completed
 * @param failedElsewhere whether another provider had failed the job, too
 * @param cause why the attempt failed, or null when it did not
 * @param effort how long the attempt took, or null unless completed
 */
public record ReleaseProvider(
    @TargetAggregateIdentifier WorkerId workerId,
    JobId jobId,
    int attempt,
    AttemptEnd end,
    Money earning,
    boolean failedElsewhere,
    @Nullable FailureCause cause,
    @Nullable Effort effort)
    implements ProviderCommand {}
