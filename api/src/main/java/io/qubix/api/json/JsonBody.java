package io.qubix.api.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The body of a request. It is read when the handler has named the members it uses. */
public final class JsonBody {

  private final Supplier<Reader> text;
  private final Allowance allowance;

  private JsonBody(Supplier<Reader> text, Allowance allowance) {
    this.text = text;
    this.allowance = allowance;
  }

  /**
   * Makes a body that can be read once.
   *
   * @param allowance grants the memory for its values
   */
  public static JsonBody of(InputStream utf8, Allowance allowance) {
    return new JsonBody(() -> StrictJson.decoded(utf8), allowance);
  }

  /** Makes a body of JSON that Jackson has already read, without these limits. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static JsonBody of(JsonNode json) {
    return of(json.toString());
  }

  public static JsonBody of(String json) {
    return new JsonBody(() -> new StringReader(json), Allowance.UNLIMITED);
  }

  /**
   * Reads the body to its end.
   *
   * @param members the members of an object to read
   * @return null for an empty body, or {@code null}
   * @throws UnreadableJson when it is malformed or exceeds our limits
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

  /**
   * Releases the body's memory while the answer still has to wait. The caller has let go of the
   * values that it read.
   */
  public void release() {
    allowance.giveBack();
  }
}
