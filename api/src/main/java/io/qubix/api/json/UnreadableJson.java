package io.qubix.api.json;

import java.io.Serial;
import tools.jackson.core.JacksonException;

/**
 * Thrown when JSON from a client is malformed, exceeds our limits, or breaks off. The message is
 * the text for the client.
 */
public final class UnreadableJson extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  UnreadableJson(JacksonException cause) {
    super(Unreadable.said(cause), cause);
  }

  public JacksonException reason() {
    return (JacksonException) getCause();
  }
}
