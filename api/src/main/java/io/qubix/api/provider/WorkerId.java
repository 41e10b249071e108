package io.qubix.api.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.qubix.api.Rejection;
import java.util.Set;

/**
 * The name that a worker program chose for itself: 1 to 255 characters, not blank. As text it is
 * {@code provider:NAME}, the id of its stream; in JSON the bare name.
 */
public record WorkerId(@JsonValue String value) implements Comparable<WorkerId> {

  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 255;

  /** What stands for something else where a worker's name is part of a path. */
  private static final Set<String> RESERVED = Set.of(".", "..", "my");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WorkerId {
    if (value.isBlank() || value.codePointCount(0, value.length()) > MAX_LENGTH) {
      throw new Rejection.Invalid(
          "workerId", "must have 1 to " + MAX_LENGTH + " characters and not be blank");
    }
  }

  /** Whether a new worker may be called so: it must be possible to name it in a path and a log. */
  public static boolean isFree(String name) {
    return !RESERVED.contains(name) && name.chars().noneMatch(Character::isISOControl);
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
