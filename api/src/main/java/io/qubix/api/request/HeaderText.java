package io.qubix.api.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** The text in a header of a request: it comes as one character for each byte, and is UTF-8. */
public final class HeaderText {

  private HeaderText() {}

  /** Reads a header's value; one that is no UTF-8 is taken as it comes. */
  public static String of(String value) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }
}
