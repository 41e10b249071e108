/** API keys: issues and revokes them, and tells which one a request was sent with. */
@NullMarked
package io.qubix.command.key;

import org.jspecify.annotations.NullMarked;
