package io.qubix.api.key;

import io.qubix.api.caller.Caller;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Ends a key for good. No effect when it has been revoked before. */
public record RevokeKey(KeyId key, Caller by) implements KeyCommand {

  @Override
  @TargetAggregateIdentifier
  public KeyId target() {
    return key;
  }
}
