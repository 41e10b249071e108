/** Gives Axon an event store over the log. */
@NullMarked
package io.qubix.log.axon;

import org.jspecify.annotations.NullMarked;
