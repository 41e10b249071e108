/** The lock on the door: who may command, and from where. */
@NullMarked
package io.qubix.app.security;

import org.jspecify.annotations.NullMarked;
