/** A job: what may be asked of it, what happens to it, how it looks. */
@NullMarked
package io.qubix.api.job;

import org.jspecify.annotations.NullMarked;
