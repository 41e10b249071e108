package io.qubix.api.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Refuses values beyond our limits that the wrapped parser would accept, and can continue after
 * them.
 */
final class LimitedParser extends WatchedParser {

  static final int DEEPEST = 100;
  static final int LONGEST_NAME = 1_000;

  private final int deepest;

  /**
   * @param parser stands on a value's first token
   * @param around the levels around the value that do not count, because it is one of many bodies
   * @throws StreamConstraintsException when the value exceeds our limits
   */
  LimitedParser(JsonParser parser, int around) {
    super(parser);
    deepest = DEEPEST + around;
    lookAtCurrent();
  }

  @Override
  void look(JsonToken token) {
    if (token.isStructStart() && streamReadContext().getNestingDepth() > deepest) {
      throw new StreamConstraintsException("values are nested deeper than " + DEEPEST);
    } else if (token == JsonToken.PROPERTY_NAME && getStringLength() > LONGEST_NAME) {
      throw new StreamConstraintsException("a name is longer than " + LONGEST_NAME);
    } else if (token.isNumeric() && getStringLength() > StrictJson.LONGEST_NUMBER) {
      throw new StreamConstraintsException("a number is longer than " + StrictJson.LONGEST_NUMBER);
    }
  }
}
