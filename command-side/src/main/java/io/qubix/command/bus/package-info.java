/**
 * Carries out commands: retries conflicts, and accepts a refusal only from an up-to-date aggregate.
 */
@NullMarked
package io.qubix.command.bus;

import org.jspecify.annotations.NullMarked;
