/** The names under which stored objects keep their types. */
@NullMarked
package io.qubix.log.name;

import org.jspecify.annotations.NullMarked;
