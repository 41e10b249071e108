/** A job: its commands, its events, its view. */
@NullMarked
package io.qubix.api.job;

import org.jspecify.annotations.NullMarked;
