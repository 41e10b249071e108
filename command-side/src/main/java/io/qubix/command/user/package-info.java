/** A user: the name that a Qubic address goes by. */
@NullMarked
package io.qubix.command.user;

import org.jspecify.annotations.NullMarked;
