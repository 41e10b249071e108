/** The profile {@code demo} starts real workers and gives them jobs, for a newcomer to see. */
@NullMarked
package io.qubix.app.demo;

import org.jspecify.annotations.NullMarked;
