package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Ends an attempt as completed, and books its payment. Answered with {@link AttemptOutcome}; the
 * same report again gets the same answer.
 *
 * @param attempt from 1, or null for the one that this worker has, or had last
 * @param duration as the worker reports it, or null for the wall clock since the start
 */
public record CompleteJob(
    @TargetAggregateIdentifier JobId jobId,
    @Nullable Integer attempt,
    WorkerId worker,
    @Nullable Duration duration,
    @Nullable JsonNode result)
    implements JobCommand {}
