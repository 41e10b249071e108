/** Read models: how events reach them, how far they are, and how one is rebuilt. */
@NullMarked
package io.qubix.query.projection;

import org.jspecify.annotations.NullMarked;
