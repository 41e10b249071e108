package io.qubix.api.key;

import io.qubix.api.caller.Caller;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Makes a key known. Answered with the {@link KeyIssued}; an id that was used is a conflict. */
public record IssueKey(KeyId key, KeyHash hash, KeyTerms terms, Caller issuer)
    implements KeyCommand {

  @Override
  @TargetAggregateIdentifier
  public KeyId target() {
    return key;
  }
}
