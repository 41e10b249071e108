package io.qubix.api.user;

import io.qubix.api.Event;

/** An event by which a user takes part in the market. */
public interface Participation extends Event {

  QubicAddress participant();

  UserRole role();
}
