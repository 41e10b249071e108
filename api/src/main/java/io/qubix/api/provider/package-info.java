/** A provider: its worker, its machine, its terms. */
@NullMarked
package io.qubix.api.provider;

import org.jspecify.annotations.NullMarked;
