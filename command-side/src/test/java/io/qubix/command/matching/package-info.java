@NullMarked
package io.qubix.command.matching;

import org.jspecify.annotations.NullMarked;
