/** The marketplace from a terminal: {@code qubix}. */
@NullMarked
package io.qubix.terminal;

import org.jspecify.annotations.NullMarked;
