/** Amounts of QUBIC and their sums. */
@NullMarked
package io.qubix.api.money;

import org.jspecify.annotations.NullMarked;
