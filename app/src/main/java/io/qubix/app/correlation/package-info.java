/** The id that one request's answer, log lines and events share. */
@NullMarked
package io.qubix.app.correlation;

import org.jspecify.annotations.NullMarked;
