/** A provider: a machine with a worker program, offered by its owner. */
@NullMarked
package io.qubix.api.provider;

import org.jspecify.annotations.NullMarked;
