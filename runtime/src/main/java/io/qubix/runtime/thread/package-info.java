/** The threads that the program needs, their failures, and when its parts start and stop. */
@NullMarked
package io.qubix.runtime.thread;

import org.jspecify.annotations.NullMarked;
