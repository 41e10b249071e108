/** QUBIX as a whole, with its market and a history. */
@NullMarked
package io.qubix.benchmarks.server;

import org.jspecify.annotations.NullMarked;
