package io.qubix.api.provider;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Says that the worker was heard. Answered with the id of the job that it holds, or null. Mostly
 * changes nothing, and then writes nothing.
 *
 * @param busyElsewhere true: the worker works for somebody else and wants no job until it says
 *     otherwise; without effect while it holds a job of ours. Null: as it said last
 */
public record MarkOnline(
    @TargetAggregateIdentifier WorkerId workerId, @Nullable Boolean busyElsewhere)
    implements ProviderCommand {}
