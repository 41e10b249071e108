package io.qubix.api.act;

import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The rebuild of a read model was ordered. */
@Revision("1")
public record RebuildOrdered(String projection, Instant at) implements ActEvent {

  @Override
  public String stream() {
    return "projection:" + projection;
  }
}
