/** A user: the consumer or owner behind a Qubic address. */
@NullMarked
package io.qubix.api.user;

import org.jspecify.annotations.NullMarked;
