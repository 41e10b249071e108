package io.qubix.api.job.event;

import io.qubix.api.job.JobId;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.provider.ProviderTerms;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** An attempt began: the job went to a provider, at the price of that moment. */
@Revision("1")
public record JobAssigned(
    JobId jobId, int attempt, ProviderTerms provider, DecisionReceipt receipt, Instant assignedAt)
    implements JobVerdict {}
