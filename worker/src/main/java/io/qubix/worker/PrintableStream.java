package io.qubix.worker;

import io.qubix.api.text.Printable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Prints each text on one line without control characters, so that texts of the service cannot
 * command the terminal.
 */
final class PrintableStream extends PrintStream {

  PrintableStream(OutputStream out, Charset charset) {
    super(new PrintableBytes(out, charset), true, charset);
  }

  @Override
  public void println(String line) {
    super.println(Printable.line(line));
  }

  /** Receives a stack trace line by line. */
  @Override
  public void println(Object line) {
    String text = String.valueOf(line);
    // The stack trace's own tabs stay.
    super.println((text.startsWith("\t") ? "\t" : "") + Printable.line(text.strip()));
  }
}
