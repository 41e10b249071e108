/** A provider: its aggregate and its REST commands. */
@NullMarked
package io.qubix.command.provider;

import org.jspecify.annotations.NullMarked;
