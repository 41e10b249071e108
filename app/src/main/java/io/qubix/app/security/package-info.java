/** Decides who may send commands, and from where. */
@NullMarked
package io.qubix.app.security;

import org.jspecify.annotations.NullMarked;
