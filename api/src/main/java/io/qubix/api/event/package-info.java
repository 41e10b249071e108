/** All events of the log, by name. */
@NullMarked
package io.qubix.api.event;

import org.jspecify.annotations.NullMarked;
