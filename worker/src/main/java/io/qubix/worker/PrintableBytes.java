package io.qubix.worker;

import io.qubix.api.text.Printable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Shows the control characters of all that is printed, by whichever method of a {@code PrintStream}
 * and by whichever library. Line breaks and tabs stay.
 */
final class PrintableBytes extends FilterOutputStream {

  private final Charset charset;
  private final CharsetDecoder decoder;

  /** The begin of a character whose other bytes are not written yet. */
  private ByteBuffer rest = ByteBuffer.allocate(0);

  PrintableBytes(OutputStream out, Charset charset) {
    super(out);
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  @Override
  public synchronized void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer input =
        ByteBuffer.allocate(rest.remaining() + length).put(rest).put(bytes, offset, length).flip();
    // A byte is at most one UTF-16 unit.
    CharBuffer text = CharBuffer.allocate(input.remaining());
    decoder.decode(input, text, false);
    rest = input;
    out.write(printable(text.flip().toString()).getBytes(charset));
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\n' || character == '\t' || isLineEnd(text, i)) {
        shown.append(Printable.line(text.substring(from, i))).append(character);
        from = i + 1;
      }
    }
    return shown.append(Printable.line(text.substring(from))).toString();
  }

  /** Returns whether this is the carriage return of a line break as Windows writes it. */
  private static boolean isLineEnd(String text, int i) {
    return text.startsWith("\r\n", i);
  }
}
