/** A job: its aggregate decides, its controllers take requests of clients. */
@NullMarked
package io.qubix.command.job;

import org.jspecify.annotations.NullMarked;
