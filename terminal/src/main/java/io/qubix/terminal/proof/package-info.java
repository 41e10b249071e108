/** Verifies the log by computing its hashes here, and trusts no server. */
@NullMarked
package io.qubix.terminal.proof;

import org.jspecify.annotations.NullMarked;
