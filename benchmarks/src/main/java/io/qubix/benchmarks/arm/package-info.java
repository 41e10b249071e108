/** What every arm uses: its figures, its database, its text. */
@NullMarked
package io.qubix.benchmarks.arm;

import org.jspecify.annotations.NullMarked;
