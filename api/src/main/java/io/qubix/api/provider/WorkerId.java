package io.qubix.api.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.qubix.api.Rejection;

/**
 * The name that a worker program chose for itself: 1 to 255 characters, not blank. As text it is
 * {@code provider:NAME}, the id of its stream; in JSON the bare name.
 */
public record WorkerId(@JsonValue String value) implements Comparable<WorkerId> {

  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 255;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WorkerId {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new Rejection.Invalid(
          "workerId", "must have 1 to " + MAX_LENGTH + " characters and not be blank");
    }
  }

  @Override
  public int compareTo(WorkerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return "provider:" + value;
  }
}
