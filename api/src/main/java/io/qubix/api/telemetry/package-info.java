/** What workers report beside their progress. */
@NullMarked
package io.qubix.api.telemetry;

import org.jspecify.annotations.NullMarked;
