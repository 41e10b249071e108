package io.qubix.api.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The body of a request, which is read only once it is known what of it is wanted. */
public final class JsonBody {

  private final Supplier<Reader> text;
  private final Allowance allowance;

  private JsonBody(Supplier<Reader> text, Allowance allowance) {
    this.text = text;
    this.allowance = allowance;
  }

  /**
   * A body that can be read once.
   *
   * @param allowance grants the memory that it takes
   */
  public static JsonBody of(InputStream utf8, Allowance allowance) {
    return new JsonBody(() -> StrictJson.decoded(utf8), allowance);
  }

  /** Makes a body of JSON that Jackson has read already, without these limits. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static JsonBody of(JsonNode json) {
    return of(json.toString());
  }

  public static JsonBody of(String json) {
    return new JsonBody(() -> new StringReader(json), Allowance.UNLIMITED);
  }

  /**
   * Reads it to its end.
   *
   * @param members of an object, those that are wanted
   * @return null when there is nothing, or {@code null}
   * @throws UnreadableJson when it is no JSON that we take
   */
  public @Nullable JsonNode read(Members members) {
    JsonNode json;
    try {
      json = StrictJson.read(text.get(), members, allowance);
    } catch (JacksonException e) {
      throw new UnreadableJson(e);
    }
    return json.isMissingNode() || json.isNull() ? null : json;
  }
}
