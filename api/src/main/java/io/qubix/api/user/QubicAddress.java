package io.qubix.api.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.bounds.NameRule;
import java.util.Set;

/** An address on the Qubic network that pays or earns: 1 to 128 characters, not blank. */
public record QubicAddress(@JsonValue String value) {

  /** The rule for new addresses; {@code .} and {@code ..} would change the path of a URL. */
  public static final NameRule RULE = new NameRule(Limits.ADDRESS, Set.of(".", ".."));

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public QubicAddress {
    if (value.isBlank() || RULE.isTooLong(value)) {
      throw new Rejection.Invalid(
          "qubicAddress", "must have 1 to " + Limits.ADDRESS + " characters and not be blank");
    }
  }

  /**
   * Reads an address, which may be new, from any request.
   *
   * @throws Rejection.Invalid when the text cannot be an address
   */
  public static QubicAddress read(String text) {
    String name = NameRule.normal(text);
    String problem = RULE.problemOf(name);
    if (problem != null) {
      throw new Rejection.Invalid("qubicAddress", problem);
    }
    return new QubicAddress(name);
  }

  /** Returns the id of this user's event stream: {@code user:ADDRESS}. */
  public String streamId() {
    return "user:" + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
