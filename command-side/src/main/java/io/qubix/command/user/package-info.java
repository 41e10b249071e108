/** A user: the name of a Qubic address. */
@NullMarked
package io.qubix.command.user;

import org.jspecify.annotations.NullMarked;
