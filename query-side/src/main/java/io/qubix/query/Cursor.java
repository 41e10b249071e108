package io.qubix.query;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Marks the place in a list where the next page begins: the keys of the last entry as the client
 * saw them. The place stays the same when that entry moves. For clients a cursor is an opaque text.
 *
 * @param kind of list and order; the cursor is valid for no other
 */
public record Cursor(Kind kind, List<BigInteger> keys) {

  /**
   * Names a list in one order; its cursors are valid for no other.
   *
   * @param list its name
   * @param keys the number of keys of a place in it
   */
  public record Kind(String list, int keys) {}

  private static final char MARK = '~';
  private static final String SEPARATOR = ":";
  private static final int MAX_LENGTH = 400;

  public static Cursor of(Kind kind, Number... keys) {
    return new Cursor(
        kind, Arrays.stream(keys).map(key -> new BigInteger(key.toString())).toList());
  }

  /**
   * Returns whether a text has the form of a cursor; the ids and times of older clients look
   * different.
   */
  public static boolean isMeantBy(@Nullable String text) {
    return text != null && !text.isEmpty() && text.charAt(0) == MARK;
  }

  /** Reads a cursor, or returns an empty result when the text is none of this kind. */
  static Optional<Cursor> parse(String text, Kind kind) {
    if (!isMeantBy(text) || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.substring(1));
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, -1);
      Cursor cursor = new Cursor(kind, Arrays.stream(parts).skip(1).map(BigInteger::new).toList());
      // A cursor of another kind, or a changed one, is written differently.
      return Optional.of(cursor)
          .filter(one -> one.keys.size() == kind.keys())
          .filter(one -> one.toString().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns a key that is a position or an id; a larger number counts as the largest. */
  public long number(int key) {
    return keys.get(key).bitLength() < Long.SIZE ? keys.get(key).longValue() : Long.MAX_VALUE;
  }

  @Override
  @JsonValue
  public String toString() {
    String plain =
        Stream.concat(Stream.of(kind.list()), keys.stream().map(BigInteger::toString))
            .collect(Collectors.joining(SEPARATOR));
    return MARK
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }
}
