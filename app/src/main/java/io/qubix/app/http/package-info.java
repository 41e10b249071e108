/** How JSON is read and written, and how much of it. */
@NullMarked
package io.qubix.app.http;

import org.jspecify.annotations.NullMarked;
