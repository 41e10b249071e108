/** The HTTP layer: requests and answers without blocked threads, bounded in memory. */
@NullMarked
package io.qubix.app.http;

import org.jspecify.annotations.NullMarked;
