package io.qubix.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An event with a part that may be large and that no decision uses: see {@link Contents}. */
public interface HasContents extends Event {

  @Nullable JsonNode contents();

  /** Returns the event with other contents. */
  Event withContents(JsonNode contents);
}
