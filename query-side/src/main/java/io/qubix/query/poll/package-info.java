/** Long polls: requests of workers that are held until a job arrives for them. */
@NullMarked
package io.qubix.query.poll;

import org.jspecify.annotations.NullMarked;
