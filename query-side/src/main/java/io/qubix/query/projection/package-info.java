/** What a read model says of itself, and how others wait for it. */
@NullMarked
package io.qubix.query.projection;

import org.jspecify.annotations.NullMarked;
