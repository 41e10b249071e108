/** Bodies of requests: read without blocking a thread, within limits of memory and time. */
@NullMarked
package io.qubix.app.http.body;

import org.jspecify.annotations.NullMarked;
