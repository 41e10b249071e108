/** An owner's view of all its providers: machines, jobs, earnings. */
@NullMarked
package io.qubix.query.owner;

import org.jspecify.annotations.NullMarked;
