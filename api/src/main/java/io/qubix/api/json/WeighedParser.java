package io.qubix.api.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Takes the memory of each value from the allowance before the parser's tokens become objects. Of
 * skipped values only the nesting takes memory: the parser keeps an object for each level.
 */
final class WeighedParser extends WatchedParser {

  // Bytes of a 64-bit JVM, rounded up.
  private static final int OBJECT = 192; // a node and its table
  private static final int ARRAY = 64;
  private static final int NUMBER = 72;
  private static final int TEXT = 64;
  private static final int WORD = 16;
  private static final int LEVEL = 80;

  /**
   * Bytes for a character, because it is copied: into the event, into the statement, into the
   * answer.
   */
  private static final int CHARACTER = 6;

  /** The number of bytes taken at a time. */
  private static final int STEP = 16_384;

  private final Allowance allowance;
  private long untaken;
  private int deepest;

  WeighedParser(JsonParser parser, Allowance allowance) {
    super(parser);
    this.allowance = allowance;
  }

  @Override
  void look(JsonToken token) {
    weighNesting();
    take(weightOf(token));
  }

  @Override
  public JsonParser skipChildren() {
    if (currentToken().isStructStart()) {
      leave();
    }
    return this;
  }

  /** Skips the rest of the current object or array, up to its end. */
  void leave() {
    int outside = depth() - 1;
    while (depth() > outside) {
      delegate.nextToken();
      weighNesting();
    }
  }

  private void weighNesting() {
    int depth = depth();
    if (depth > deepest) {
      deepest = depth;
      take(LEVEL);
    }
  }

  private int depth() {
    return streamReadContext().getNestingDepth();
  }

  private void take(long bytes) {
    untaken += bytes;
    if (untaken >= STEP) {
      allowance.take(untaken);
      untaken = 0;
    }
  }

  private long weightOf(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> OBJECT;
      case START_ARRAY -> ARRAY;
      case PROPERTY_NAME, VALUE_STRING -> TEXT + (long) CHARACTER * getStringLength();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NUMBER + (long) CHARACTER * getStringLength();
      default -> WORD;
    };
  }
}
