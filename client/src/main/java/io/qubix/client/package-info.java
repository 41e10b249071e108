/** The HTTP client of a QUBIX service: requests, refusals, and retries while it is away. */
@NullMarked
package io.qubix.client;

import org.jspecify.annotations.NullMarked;
