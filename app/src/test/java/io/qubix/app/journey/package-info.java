/** Whole stories, told over HTTP against the whole program and a real PostgreSQL. */
@NullMarked
package io.qubix.app.journey;

import org.jspecify.annotations.NullMarked;
