/** What all features share: the roots of commands, events and refusals. */
@NullMarked
package io.qubix.api;

import org.jspecify.annotations.NullMarked;
