package io.qubix.api.provider.command;

import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Records a sign of life of the worker. Answered with the ids of the jobs that it holds, the
 * longest held first. Usually it changes nothing and writes nothing.
 *
 * @param busyElsewhere true when the worker works for another market and wants no job until it says
 *     otherwise (no effect while it holds a job of ours), or null for no change
 */
public record MarkOnline(
    @TargetAggregateIdentifier WorkerId workerId, @Nullable Boolean busyElsewhere)
    implements ProviderCommand {}
