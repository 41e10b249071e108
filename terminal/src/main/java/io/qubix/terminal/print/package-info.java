/** Prints for people and scripts: tables, amounts, times, colours. */
@NullMarked
package io.qubix.terminal.print;

import org.jspecify.annotations.NullMarked;
