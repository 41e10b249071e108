package io.qubix.violators.app;

/** What nothing may know. */
public record Program() {}
