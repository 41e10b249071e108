package io.qubix.violators.app;

import io.qubix.violators.worker.KnowsTheServer;

/** What nothing may know. */
public record Program(KnowsTheServer worker) {}
