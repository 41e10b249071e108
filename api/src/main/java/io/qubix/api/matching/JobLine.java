package io.qubix.api.matching;

import io.qubix.api.user.QubicAddress;
import org.jspecify.annotations.Nullable;

/**
 * Waiting jobs whose order among themselves never changes.
 *
 * @param consumer whose jobs these are, or null for those of all consumers
 * @param priority of these jobs, or 0 for those of any priority
 */
public record JobLine(@Nullable QubicAddress consumer, int priority) {

  static final JobLine OF_ALL = new JobLine(null, 0);
}
