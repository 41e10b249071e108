/** Keeps people signed in to the console, until they sign out or their key ends. */
@NullMarked
package io.qubix.app.security.session;

import org.jspecify.annotations.NullMarked;
