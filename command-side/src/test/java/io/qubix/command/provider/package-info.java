/** The rules of a provider and its leases, told as sentences. */
@NullMarked
package io.qubix.command.provider;

import org.jspecify.annotations.NullMarked;
