@NullMarked
package io.qubix.command.reassignment;

import org.jspecify.annotations.NullMarked;
