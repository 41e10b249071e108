/** Who offers machines. */
@NullMarked
package io.qubix.terminal.provider;

import org.jspecify.annotations.NullMarked;
