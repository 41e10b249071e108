/** Tells whether the service can do its work. */
@NullMarked
package io.qubix.app.health;

import org.jspecify.annotations.NullMarked;
