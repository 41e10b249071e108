package io.qubix.api.json;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serial;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON from outside: a request's body, a frame, a file, the output of a program. It refuses
 * duplicate members, because two readers would see two requests, and anything after the value.
 *
 * <p>{@link io.qubix.api.request.Storable} says whether the store can hold the value.
 */
public final class StrictJson {

  /** The longest number, both as written in a request and as written out by the store. */
  public static final int LONGEST_NUMBER = 1_000;

  private static final int LONGEST_TEXT = 8 * 1024 * 1024;

  private static final JsonFactory FACTORY =
      factory(LimitedParser.DEEPEST, LONGEST_NUMBER, LimitedParser.LONGEST_NAME).build();

  private static final JsonMapper MAPPER = mapper(FACTORY);

  /**
   * Reads secondary members and entries to their end; {@link LimitedParser} sets the limits, and
   * {@link WeighedParser} that of their nesting.
   */
  private static final JsonMapper TO_THE_END =
      mapper(
          factory(LONGEST_TEXT, LONGEST_TEXT, LONGEST_TEXT)
              .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
              // A canonicalizing factory keeps names for the next reader.
              .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
              .build());

  private static final JsonNode UNSTORABLE = DoubleNode.valueOf(Double.NaN);

  private StrictJson() {}

  private static JsonFactoryBuilder factory(int deepest, int longestNumber, int longestName) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(deepest)
                .maxNumberLength(longestNumber)
                .maxStringLength(LONGEST_TEXT)
                .maxNameLength(longestName)
                .build());
  }

  private static JsonMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // of its values: see below
        .build();
  }

  /**
   * @return a missing node when the text is blank
   * @throws JacksonException when it is malformed, or exceeds our limits
   */
  public static JsonNode read(String json) {
    return read(new StringReader(json), Members.ALL, Allowance.UNLIMITED);
  }

  /**
   * @param utf8 is read to its end; other encodings are malformed
   * @return a missing node when the text is blank
   * @throws JacksonException when it is malformed, exceeds our limits, or cannot be read
   */
  public static JsonNode read(InputStream utf8) {
    return read(decoded(utf8), Members.ALL, Allowance.UNLIMITED);
  }

  /**
   * Decodes with the JDK, which refuses overlong forms and surrogates; Jackson's own decoder
   * accepts them.
   */
  static Reader decoded(InputStream utf8) {
    return new WithoutMark(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()));
  }

  /** Skips the byte order mark that some editors write before a text. */
  private static final class WithoutMark extends FilterReader {

    private boolean begun;

    WithoutMark(Reader text) {
      super(text);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      int got = super.read(target, offset, length);
      if (begun || got < 1) {
        return got;
      }
      begun = true;
      if (target[offset] != '\ufeff') {
        return got;
      }
      System.arraycopy(target, offset + 1, target, offset, got - 1);
      return got > 1 ? got - 1 : super.read(target, offset, length);
    }
  }

  /** Reads a value; of an object only the given members. */
  static JsonNode read(Reader text, Members members, Allowance allowance) {
    JsonMapper mapper = members.outliveErrors() ? TO_THE_END : MAPPER;
    try (WeighedParser json = new WeighedParser(mapper.createParser(text), allowance)) {
      if (json.nextToken() == null) {
        return MissingNode.getInstance();
      }
      JsonNode value = value(json, members, 0);
      if (json.nextToken() != null) {
        throw new StreamReadException(json, "Something follows the value");
      }
      return value;
    } catch (NumberFormatException | MismatchedInputException e) {
      throw meant(e);
    } catch (JacksonIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new StreamReadException("The text is not UTF-8");
      }
      throw e;
    }
  }

  private static JsonNode value(WeighedParser json, Members members, int around) {
    if (members == Members.REMARK) {
      return remark(json, around);
    } else if (members.entries() > 0 && json.currentToken() == JsonToken.START_ARRAY) {
      return entries(json, members.ofEntry(), members.entries());
    } else if (members == Members.ALL || json.currentToken() != JsonToken.START_OBJECT) {
      return MAPPER.readTree(new LimitedParser(json, around));
    }
    ObjectNode object = MAPPER.createObjectNode();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      if (!members.has(name)) {
        json.skipChildren();
      } else if (object.has(name)) {
        throw new Twice(json.currentTokenLocation());
      } else {
        object.set(name, value(json, members.inside(name), around));
      }
    }
    return object;
  }

  /** Reads an array of objects; in the place of an entry that is unreadable stands the failure. */
  private static JsonNode entries(WeighedParser json, Members members, int most) {
    ArrayNode array = MAPPER.createArrayNode();
    int around = json.streamReadContext().getNestingDepth();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      array.add(
          toItsEnd(json, () -> value(json, members, around), MAPPER.getNodeFactory()::pojoNode));
      if (array.size() > most) {
        json.leave();
        break;
      }
    }
    return array;
  }

  /** Reads a value entry by entry. */
  private static JsonNode remark(JsonParser json, int around) {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      ArrayNode array = MAPPER.createArrayNode();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        array.add(entry(json, around));
      }
      return array;
    } else if (json.currentToken() != JsonToken.START_OBJECT) {
      return entry(json, around);
    }
    ObjectNode object = MAPPER.createObjectNode();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      JsonNode value = entry(json, around);
      boolean isTaken = !object.has(name) && name.length() <= LimitedParser.LONGEST_NAME;
      object.set(name, isTaken ? value : UNSTORABLE);
    }
    return object;
  }

  private static JsonNode entry(JsonParser json, int around) {
    return toItsEnd(
        json, () -> MAPPER.readTree(new LimitedParser(json, around)), failure -> UNSTORABLE);
  }

  /** Reads a value, and goes on behind it when it cannot be read. */
  private static JsonNode toItsEnd(
      JsonParser json, Supplier<JsonNode> value, Function<UnreadableJson, JsonNode> otherwise) {
    int outside =
        json.streamReadContext().getNestingDepth() - (json.currentToken().isStructStart() ? 1 : 0);
    try {
      return value.get();
    } catch (StreamConstraintsException
        | MismatchedInputException
        | NumberFormatException
        | Twice e) {
      while (json.streamReadContext().getNestingDepth() > outside) {
        json.nextToken();
      }
      return otherwise.apply(new UnreadableJson(meant(e)));
    }
  }

  private static JacksonException meant(RuntimeException failure) {
    if (failure instanceof MismatchedInputException mismatched) {
      return new Twice(mismatched.getLocation());
    } else if (failure instanceof JacksonException known) {
      return known;
    }
    // Jackson throws a different exception at 1e99999999999.
    return new StreamConstraintsException("a number has an exponent out of range");
  }

  private static final class Twice extends StreamReadException {

    @Serial private static final long serialVersionUID = 1;

    Twice(TokenStreamLocation place) {
      super(null, "A member is there twice", place);
    }
  }
}
