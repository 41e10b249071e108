/** A provider: somebody's GPU with a worker program on it. */
@NullMarked
package io.qubix.api.provider;

import org.jspecify.annotations.NullMarked;
