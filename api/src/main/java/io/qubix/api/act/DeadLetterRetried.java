package io.qubix.api.act;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/**
 * An event that a read model could not take in was to be tried again.
 *
 * @param letter its id as a dead letter
 */
@Revision("1")
public record DeadLetterRetried(String letter, Instant at) implements ActEvent {

  @Override
  public String stream() {
    return "dead-letter:" + letter;
  }
}
