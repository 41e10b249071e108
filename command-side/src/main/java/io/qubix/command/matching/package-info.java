/** The order book: assigns jobs to providers, and says why. */
@NullMarked
package io.qubix.command.matching;

import org.jspecify.annotations.NullMarked;
