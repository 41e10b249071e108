/** The one table of who may do what. */
@NullMarked
package io.qubix.app.security.access;

import org.jspecify.annotations.NullMarked;
