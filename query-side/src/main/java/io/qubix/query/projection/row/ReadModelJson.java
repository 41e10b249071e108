package io.qubix.query.projection.row;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.job.JobTerms;
import io.qubix.api.json.Json;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes JSON of the read models: numbers are exact, independent of the web layer's
 * settings.
 */
public final class ReadModelJson {

  private static final JsonMapper MAPPER =
      Json.builder()
          // Rows of an older version lack members that were added later.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private static final JsonMapper ROWS =
      MAPPER
          .rebuild()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .addMixIn(JobTerms.class, Labelled.class)
          .build();

  /** Most jobs have no labels. */
  private interface Labelled {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    Map<String, String> labels();
  }

  private ReadModelJson() {}

  /** Writes a value for storage, without its absent members. */
  public static String write(Object value) {
    return ROWS.writeValueAsString(value);
  }

  /**
   * @throws JacksonException when the JSON does not fit the type
   */
  public static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  public static JsonNode read(String json) {
    return MAPPER.readTree(json);
  }

  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  public static <T> T as(JsonNode json, Class<T> type) {
    return MAPPER.treeToValue(json, type);
  }
}
