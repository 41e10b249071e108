/** The commands to a provider, and their answers. */
@NullMarked
package io.qubix.api.provider.command;

import org.jspecify.annotations.NullMarked;
