/** Life for a newcomer to see: the profile {@code demo} starts real workers and gives them jobs. */
@NullMarked
package io.qubix.app.demo;

import org.jspecify.annotations.NullMarked;
