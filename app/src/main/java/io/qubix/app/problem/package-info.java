/** Every error that a client sees, as a problem (RFC 9457). */
@NullMarked
package io.qubix.app.problem;

import org.jspecify.annotations.NullMarked;
