package io.qubix.api.user;

import io.qubix.api.QubicAddress;
import org.jspecify.annotations.Nullable;

/**
 * Gives a user a name to be shown by.
 *
 * @param username 1 to 255 characters; null takes the name away
 */
public record RenameUser(QubicAddress qubicAddress, @Nullable String username) {

  /** The id of the user's stream of events. */
  @org.axonframework.modelling.command.TargetAggregateIdentifier
  public String streamId() {
    return qubicAddress.streamId();
  }
}
