@NullMarked
package io.qubix.app.store;

import org.jspecify.annotations.NullMarked;
