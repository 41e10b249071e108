/** Speaking HTTP with a QUBIX service: requests, refusals, and patience while it is away. */
@NullMarked
package io.qubix.worker.client;

import org.jspecify.annotations.NullMarked;
