/** Whether all of it is true, checked from outside. */
@NullMarked
package io.qubix.terminal.audit;

import org.jspecify.annotations.NullMarked;
