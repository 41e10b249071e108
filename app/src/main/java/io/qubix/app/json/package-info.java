/** Passes JSON to controllers and from them. */
@NullMarked
package io.qubix.app.json;

import org.jspecify.annotations.NullMarked;
