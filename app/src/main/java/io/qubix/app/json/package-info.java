/** JSON in and out of controllers. */
@NullMarked
package io.qubix.app.json;

import org.jspecify.annotations.NullMarked;
