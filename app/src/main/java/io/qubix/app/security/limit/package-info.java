/** Limits how many requests a client may send. */
@NullMarked
package io.qubix.app.security.limit;

import org.jspecify.annotations.NullMarked;
