package io.qubix.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void controlCharacters_areShown_andLineBreaksAreBlanks() {
    assertThat(Printable.line("a\u001b]52;c;YQ==\u0007b\u009b2Jc"))
        .isEqualTo("a\\u001b]52;c;YQ==\\u0007b\\u009b2Jc");
    assertThat(Printable.line("\u202eb\u200ba\u2066")).isEqualTo("\\u202eb\\u200ba\\u2066");
    assertThat(Printable.line("a\tb\nc\u000bd\fe\rf\u0085g\u2028h\u2029i"))
        .isEqualTo("a b c d e f g h i");
    assertThat(Printable.line("tag \udb40\udc41, half \ud800"))
        .isEqualTo("tag \\u{e0041}, half \\ud800");
  }

  @Test
  void otherText_staysAsItIs() {
    assertThat(Printable.line("Zoë 東京 😀 שלום\u00a0\\u001b"))
        .isEqualTo("Zoë 東京 😀 שלום\u00a0\\u001b");
  }

  @Test
  void ofEveryCharacter_noneIsLeftThatIsObeyed() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .forEach(
            point -> {
              String line = Printable.line("<" + Character.toString(point) + ">");
              assertThat(line)
                  .as("%x", point)
                  .hasSizeGreaterThan(2)
                  .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
              assertThat(Printable.line(line)).isEqualTo(line);
            });
  }
}
