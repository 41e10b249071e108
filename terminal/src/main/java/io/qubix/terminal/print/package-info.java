/** What people and scripts see: tables, amounts, times, colours. */
@NullMarked
package io.qubix.terminal.print;

import org.jspecify.annotations.NullMarked;
