package io.qubix.api.provider;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Says that the worker was heard. Answered with the id of the job that it holds, or null. Mostly
 * changes nothing, and then writes nothing.
 *
 * @param busyElsewhere the worker works for somebody else and wants no job until it says otherwise;
 *     without effect while it holds a job of ours
 */
public record MarkOnline(@TargetAggregateIdentifier WorkerId workerId, boolean busyElsewhere)
    implements ProviderCommand {}
