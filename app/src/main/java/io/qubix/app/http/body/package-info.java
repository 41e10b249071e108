/** The bodies of requests: read without a thread, within a budget of memory and time. */
@NullMarked
package io.qubix.app.http.body;

import org.jspecify.annotations.NullMarked;
