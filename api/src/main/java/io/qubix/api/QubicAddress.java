package io.qubix.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whoever pays or earns: an address on the Qubic network, 1 to 128 characters, not blank. */
public record QubicAddress(@JsonValue String value) {

  /** The longest address, in characters. */
  public static final int MAX_LENGTH = 128;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public QubicAddress {
    if (value.isBlank() || value.codePointCount(0, value.length()) > MAX_LENGTH) {
      throw new Rejection.Invalid(
          "qubicAddress", "must have 1 to " + MAX_LENGTH + " characters and not be blank");
    }
  }

  /** The id of this user's stream of events: {@code user:ADDRESS}. */
  public String streamId() {
    return "user:" + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
