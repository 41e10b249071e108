/** How commands are carried out: conflicts retried, refusals believed only when they are fresh. */
@NullMarked
package io.qubix.command.bus;

import org.jspecify.annotations.NullMarked;
