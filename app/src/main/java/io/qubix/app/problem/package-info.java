/** Answers every error to a client as a problem document (RFC 9457). */
@NullMarked
package io.qubix.app.problem;

import org.jspecify.annotations.NullMarked;
