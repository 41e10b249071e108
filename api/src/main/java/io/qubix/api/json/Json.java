package io.qubix.api.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes every mapper of the program, so that all of them read what PostgreSQL's {@code jsonb} may
 * return. It writes numbers out: {@code 1e1000} comes back as 1,001 digits.
 */
public final class Json {

  /** The digits of {@code numeric} before the point and after it, the point and a sign. */
  private static final int LONGEST_NUMBER = 131_072 + 16_383 + 2;

  /** Ten times what {@link StrictJson} accepts, because events and answers wrap accepted values. */
  private static final int DEEPEST = 1_000;

  private static final StreamReadConstraints STORED =
      StreamReadConstraints.builder()
          .maxNumberLength(LONGEST_NUMBER)
          .maxNestingDepth(DEEPEST)
          .build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(STORED)
          // The default parser takes a second for each of the longest numbers.
          .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          .build();

  private Json() {}

  /** Returns the settings of all mappers: numbers stay exact, unknown members are ignored. */
  public static JsonMapper.Builder builder() {
    return JsonMapper.builder(FACTORY)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /**
   * Applies these limits to the mappers that libraries make from now on. Axon's serializer makes
   * its mapper itself and takes no limits.
   */
  public static void setDefaultLimits() {
    StreamReadConstraints.overrideDefaultStreamReadConstraints(STORED);
  }
}
