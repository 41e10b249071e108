package io.qubix.worker;

import io.qubix.api.Printable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Prints each text on a line of its own: what the service sent cannot command the terminal. */
final class PrintableStream extends PrintStream {

  PrintableStream(OutputStream out, Charset charset) {
    super(out, true, charset);
  }

  @Override
  public void println(String line) {
    super.println(Printable.line(line));
  }

  /** A stack trace comes so, line by line. */
  @Override
  public void println(Object line) {
    String text = String.valueOf(line);
    // Those are its own.
    super.println((text.startsWith("\t") ? "\t" : "") + Printable.line(text.strip()));
  }
}
