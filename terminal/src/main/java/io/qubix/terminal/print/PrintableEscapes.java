package io.qubix.terminal.print;

import io.qubix.api.Printable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/** Escapes in JSON also what would command a terminal; the value stays the same. */
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
    // Half a pair stands for a character beyond these, and they are not controls.
    return Printable.isPrintable(character) || Character.isSurrogate((char) character)
        ? null
        : new SerializedString(String.format(Locale.ROOT, "\\u%04x", character));
  }
}
