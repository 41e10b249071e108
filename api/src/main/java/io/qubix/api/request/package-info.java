/** Turns a client's JSON into a command, and names every bad field at once. */
@NullMarked
package io.qubix.api.request;

import org.jspecify.annotations.NullMarked;
