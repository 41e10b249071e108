package io.qubix.api.provider.event;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * An attempt released its provider.
 *
 * @param earning of the attempt; zero unless completed. It repeats what the job's {@link
 *     io.qubix.api.ledger.MovesMoney} says, so that the provider's stream stands alone
 */
@Revision("1")
public record ProviderReleased(
    WorkerId workerId, JobId jobId, int attempt, AttemptEnd end, Money earning, Instant at)
    implements ProviderHold {}
