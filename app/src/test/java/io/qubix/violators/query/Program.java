package io.qubix.violators.query;

/** Is called like another class. */
record Program() {}
