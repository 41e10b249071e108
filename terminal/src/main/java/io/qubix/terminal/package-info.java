/** {@code qubix}, the marketplace's client for terminals. */
@NullMarked
package io.qubix.terminal;

import org.jspecify.annotations.NullMarked;
