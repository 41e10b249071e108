@NullMarked
package io.qubix.command.bus;

import org.jspecify.annotations.NullMarked;
