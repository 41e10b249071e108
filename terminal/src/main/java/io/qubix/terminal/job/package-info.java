/** Jobs from a terminal: submitted, listed, looked into, taken back. */
@NullMarked
package io.qubix.terminal.job;

import org.jspecify.annotations.NullMarked;
