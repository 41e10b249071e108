/** Serves the API's description, for people and programs. */
@NullMarked
package io.qubix.app.openapi;

import org.jspecify.annotations.NullMarked;
