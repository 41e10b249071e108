/** Configures what Axon needs on the command side: caches, snapshots, command bus, sagas. */
@NullMarked
package io.qubix.command.axon;

import org.jspecify.annotations.NullMarked;
