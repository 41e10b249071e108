package io.qubix.api.json;

import java.io.Serial;
import tools.jackson.core.JacksonException;

/** What a client sent is no JSON, is beyond our limits, or broke off. */
public final class UnreadableJson extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  UnreadableJson(JacksonException cause) {
    super(cause);
  }

  public JacksonException reason() {
    return (JacksonException) getCause();
  }
}
