package io.qubix.api.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.bounds.NameRule;
import java.util.Optional;
import java.util.Set;

/**
 * The name that a worker program chose: 1 to 255 characters, not blank. As text it is {@code
 * provider:NAME}, the id of its stream; in JSON the bare name.
 */
public record WorkerId(@JsonValue String value) implements Comparable<WorkerId> {

  /** The rule for new names: each can be used in a path and in a log. */
  public static final NameRule RULE = new NameRule(Limits.NAME, Set.of(".", "..", "my"));

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public WorkerId {
    if (value.isBlank() || RULE.isTooLong(value)) {
      throw new Rejection.Invalid(
          "workerId", "must have 1 to " + Limits.NAME + " characters and not be blank");
    }
  }

  /**
   * Returns the id that a text means in any request, or an empty result when no worker can have it.
   */
  public static Optional<WorkerId> known(String text) {
    String name = NameRule.normal(text);
    return RULE.mayBeKnown(name) ? Optional.of(new WorkerId(name)) : Optional.empty();
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
