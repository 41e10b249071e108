/** A job: its id, its states, its rules. */
@NullMarked
package io.qubix.api.job;

import org.jspecify.annotations.NullMarked;
