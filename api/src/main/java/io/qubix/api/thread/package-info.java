/** The threads that the program cannot do without. */
@NullMarked
package io.qubix.api.thread;

import org.jspecify.annotations.NullMarked;
