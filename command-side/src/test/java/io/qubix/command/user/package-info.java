/** The rules of a user, told as sentences. */
@NullMarked
package io.qubix.command.user;

import org.jspecify.annotations.NullMarked;
