/** A node of the command side alone, for tests of its endpoints. */
@NullMarked
package io.qubix.node;

import org.jspecify.annotations.NullMarked;
