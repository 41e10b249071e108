/** The logs that are compared, and the arms over them. */
@NullMarked
package io.qubix.benchmarks.log;

import org.jspecify.annotations.NullMarked;
