package io.qubix.api.user;

import io.qubix.api.Event;

/** An event of a user. */
public sealed interface UserEvent extends Event permits UserRenamed {

  QubicAddress qubicAddress();

  @Override
  default String stream() {
    return qubicAddress().streamId();
  }
}
