package io.qubix.api.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Decodes the text in a request's header: it arrives as one character for each byte of UTF-8. */
public final class HeaderText {

  private HeaderText() {}

  /** Returns a header's value, unchanged when it is no UTF-8. */
  public static String of(String value) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  /** Returns a text as a header would bring it. */
  public static String asHeader(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /**
   * Returns an Idempotency-Key as the header brings it.
   *
   * @throws Rejection.Invalid when it is empty or too long
   */
  public static String idempotencyKey(String value) {
    String text = of(value);
    if (text.isEmpty() || text.codePointCount(0, text.length()) > Limits.NAME) {
      throw new Rejection.Invalid(
          "Idempotency-Key", "must have 1 to " + Limits.NAME + " characters");
    }
    return value;
  }
}
