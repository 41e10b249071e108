package io.qubix.api.act;

/** An act that changes nothing in the market, so that no other event tells of it. */
public sealed interface ActEvent extends Act permits RebuildOrdered, DeadLetterRetried {}
