/** The rules of a key, and how nodes learn of them, told as sentences. */
@NullMarked
package io.qubix.command.key;

import org.jspecify.annotations.NullMarked;
