/** The threads that the program needs, and their failures. */
@NullMarked
package io.qubix.api.thread;

import org.jspecify.annotations.NullMarked;
