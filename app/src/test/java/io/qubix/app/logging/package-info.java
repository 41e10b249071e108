@NullMarked
package io.qubix.app.logging;

import org.jspecify.annotations.NullMarked;
