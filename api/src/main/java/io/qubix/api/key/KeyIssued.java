package io.qubix.api.key;

import io.qubix.api.caller.Caller;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * A key was issued.
 *
 * @param hash of the key, which its holder alone knows
 */
@Revision("1")
public record KeyIssued(KeyId key, KeyHash hash, KeyTerms terms, Caller issuer, Instant at)
    implements KeyEvent {

  @Override
  public Caller by() {
    return issuer;
  }
}
