/** What the owner of some providers sees of them together: machines, jobs, earnings. */
@NullMarked
package io.qubix.query.owner;

import org.jspecify.annotations.NullMarked;
