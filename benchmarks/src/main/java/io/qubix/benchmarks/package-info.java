/** Measures QUBIX beside its rivals: on one machine, against one PostgreSQL, in one run. */
@NullMarked
package io.qubix.benchmarks;

import org.jspecify.annotations.NullMarked;
