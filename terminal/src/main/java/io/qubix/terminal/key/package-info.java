/** The commands for API keys. */
@NullMarked
package io.qubix.terminal.key;

import org.jspecify.annotations.NullMarked;
