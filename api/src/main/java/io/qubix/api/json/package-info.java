/** Reads JSON: input from outside strictly, stored values completely. */
@NullMarked
package io.qubix.api.json;

import org.jspecify.annotations.NullMarked;
