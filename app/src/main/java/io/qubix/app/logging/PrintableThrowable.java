package io.qubix.app.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import io.qubix.api.text.Printable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something thrown, and all that caused it, with messages of one line. */
record PrintableThrowable(IThrowableProxy thrown) implements IThrowableProxy {

  static @Nullable IThrowableProxy of(@Nullable IThrowableProxy thrown) {
    return thrown == null ? null : new PrintableThrowable(thrown);
  }

  @Override
  public @Nullable String getMessage() {
    return line(thrown.getMessage());
  }

  @Override
  public @Nullable String getOverridingMessage() {
    return line(thrown.getOverridingMessage());
  }

  private static @Nullable String line(@Nullable String message) {
    return message == null ? null : Printable.line(message);
  }

  @Override
  public String getClassName() {
    return thrown.getClassName();
  }

  @Override
  public StackTraceElementProxy[] getStackTraceElementProxyArray() {
    return thrown.getStackTraceElementProxyArray();
  }

  @Override
  public int getCommonFrames() {
    return thrown.getCommonFrames();
  }

  @Override
  public @Nullable IThrowableProxy getCause() {
    return of(thrown.getCause());
  }

  @Override
  public IThrowableProxy[] getSuppressed() {
    return Stream.of(thrown.getSuppressed())
        .map(PrintableThrowable::new)
        .toArray(IThrowableProxy[]::new);
  }

  @Override
  public boolean isCyclic() {
    return thrown.isCyclic();
  }
}
