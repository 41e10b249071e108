/** What the tests of the program share; outside of what it scans. */
@NullMarked
package io.qubix.testing;

import org.jspecify.annotations.NullMarked;
