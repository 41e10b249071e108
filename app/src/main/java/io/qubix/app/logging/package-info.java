/** Log lines that stay one line and command no terminal, as hostile as their texts may be. */
@NullMarked
package io.qubix.app.logging;

import org.jspecify.annotations.NullMarked;
