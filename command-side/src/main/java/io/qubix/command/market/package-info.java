/** Pauses the market and opens it. */
@NullMarked
package io.qubix.command.market;

import org.jspecify.annotations.NullMarked;
