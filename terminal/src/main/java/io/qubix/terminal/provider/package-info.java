/** The command that lists providers. */
@NullMarked
package io.qubix.terminal.provider;

import org.jspecify.annotations.NullMarked;
