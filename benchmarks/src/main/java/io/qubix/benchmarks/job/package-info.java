/** Jobs through QUBIX and through its rivals. */
@NullMarked
package io.qubix.benchmarks.job;

import org.jspecify.annotations.NullMarked;
