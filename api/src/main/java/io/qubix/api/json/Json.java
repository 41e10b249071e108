package io.qubix.api.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes every mapper of the program, so that all of them read what PostgreSQL's {@code jsonb} can
 * give back. It writes numbers out: {@code 1e1000} comes back as 1,001 digits.
 */
public final class Json {

  /** The digits of {@code numeric} before the point and after it, the point and a sign. */
  private static final int LONGEST_NUMBER = 131_072 + 16_383 + 2;

  /** Ten times what {@link StrictJson} takes: events and answers wrap what was taken. */
  private static final int DEEPEST = 1_000;

  private static final StreamReadConstraints STORED =
      StreamReadConstraints.builder()
          .maxNumberLength(LONGEST_NUMBER)
          .maxNestingDepth(DEEPEST)
          .build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(STORED)
          // The usual way takes a second for each of the longest numbers.
          .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          .build();

  private Json() {}

  /** The beginning of a mapper: numbers stay exact, unknown members are ignored. */
  public static JsonMapper.Builder builder() {
    return builder(FACTORY);
  }

  /** The same for a mapper that escapes more than it must. */
  public static JsonMapper.Builder builder(CharacterEscapes escapes) {
    return builder(FACTORY.rebuild().characterEscapes(escapes).build());
  }

  private static JsonMapper.Builder builder(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /**
   * Has the mappers that libraries make from now on read the same. Axon's serializer needs it: it
   * makes its mapper itself and takes no limits.
   */
  public static void setDefaultLimits() {
    StreamReadConstraints.overrideDefaultStreamReadConstraints(STORED);
  }
}
