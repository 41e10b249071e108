package io.qubix.api.user;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a user a name to be shown by.
 *
 * @param username 1 to 255 characters, or null to remove the name
 */
public record RenameUser(QubicAddress qubicAddress, @Nullable String username)
    implements UserCommand {

  @Override
  @TargetAggregateIdentifier
  public String target() {
    return qubicAddress.streamId();
  }
}
