/** A job: its aggregate decides what may happen to it; its controllers take what clients ask. */
@NullMarked
package io.qubix.command.job;

import org.jspecify.annotations.NullMarked;
