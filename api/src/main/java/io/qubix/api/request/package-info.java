/** How a client's JSON becomes a command: every bad field named at once. */
@NullMarked
package io.qubix.api.request;

import org.jspecify.annotations.NullMarked;
