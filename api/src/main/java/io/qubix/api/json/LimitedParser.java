package io.qubix.api.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Refuses values beyond our limits that the wrapped parser would accept, and can continue after
 * them.
 */
final class LimitedParser extends JsonParserDelegate {

  static final int DEEPEST = 100;
  static final int LONGEST_NAME = 1_000;

  /**
   * @param parser stands on a value's first token
   * @throws StreamConstraintsException when the value exceeds our limits
   */
  LimitedParser(JsonParser parser) {
    super(parser);
    check(currentToken());
  }

  @Override
  public @Nullable JsonToken nextToken() {
    JsonToken token = super.nextToken();
    check(token);
    return token;
  }

  @Override
  public @Nullable String nextName() {
    String name = super.nextName();
    check(currentToken());
    return name;
  }

  private void check(@Nullable JsonToken token) {
    if (token == null) {
      return;
    } else if (token.isStructStart() && streamReadContext().getNestingDepth() > DEEPEST) {
      throw new StreamConstraintsException("values are nested deeper than " + DEEPEST);
    } else if (token == JsonToken.PROPERTY_NAME && getStringLength() > LONGEST_NAME) {
      throw new StreamConstraintsException("a name is longer than " + LONGEST_NAME);
    } else if (token.isNumeric() && getStringLength() > StrictJson.LONGEST_NUMBER) {
      throw new StreamConstraintsException("a number is longer than " + StrictJson.LONGEST_NUMBER);
    }
  }
}
