/** How the heap is shared by what waits in it. */
@NullMarked
package io.qubix.api.memory;

import org.jspecify.annotations.NullMarked;
