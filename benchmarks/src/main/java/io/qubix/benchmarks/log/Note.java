package io.qubix.benchmarks.log;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A command that becomes one {@link Noted}. */
record Note(@TargetAggregateIdentifier String id, String text) {}
