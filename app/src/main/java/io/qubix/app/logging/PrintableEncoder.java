package io.qubix.app.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Writes log lines of a pattern, whichever it is, from events that hold printable text only. */
final class PrintableEncoder extends PatternLayoutEncoder {

  PrintableEncoder(PatternLayoutEncoder other) {
    setContext(other.getContext());
    setPattern(other.getPattern());
    setCharset(other.getCharset());
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return super.encode(new PrintableEvent(event));
  }
}
