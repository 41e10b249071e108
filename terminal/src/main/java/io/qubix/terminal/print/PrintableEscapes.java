package io.qubix.terminal.print;

import io.qubix.client.Printable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Escapes control characters in JSON, too, so that they cannot command the terminal; the value
 * stays the same.
 */
final class PrintableEscapes extends CharacterEscapes {

  private static final int DELETE = 0x7F;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] escapes = standardAsciiEscapesForJSON();
    escapes[DELETE] = ESCAPE_STANDARD;
    return escapes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    // Surrogates stand for characters beyond these, and those are no control characters.
    return Printable.isPrintable(character) || Character.isSurrogate((char) character)
        ? null
        : new SerializedString(String.format(Locale.ROOT, "\\u%04x", character));
  }
}
