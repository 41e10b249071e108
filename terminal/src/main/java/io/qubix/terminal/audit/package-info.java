/** Audits the service from outside. */
@NullMarked
package io.qubix.terminal.audit;

import org.jspecify.annotations.NullMarked;
