/** Requests with many entries, each of which is answered by itself. */
@NullMarked
package io.qubix.command.job.bulk;

import org.jspecify.annotations.NullMarked;
