package io.qubix.worker.execution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines and keeps their first 500 characters, so that a program without line breaks does not
 * fill the memory. It replaces control characters, which a service would refuse.
 */
final class BoundedLines {

  static final int MAX_LENGTH = 500;

  private final BufferedReader reader;

  BoundedLines(Reader reader) {
    this.reader = new BufferedReader(reader);
  }

  /** Returns the next line, or null at the end. */
  @Nullable String next() throws IOException {
    StringBuilder line = new StringBuilder();
    int character = reader.read();
    if (character < 0) {
      return null;
    }
    for (; character >= 0 && character != '\n'; character = reader.read()) {
      if (line.length() < MAX_LENGTH) {
        line.append(Character.isISOControl(character) ? ' ' : (char) character);
      }
    }
    int last = line.length() - 1;
    if (last >= 0 && Character.isHighSurrogate(line.charAt(last))) {
      line.setLength(last);
    }
    return line.toString().stripTrailing();
  }
}
