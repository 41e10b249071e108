package io.qubix.terminal.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void columnsAreAsWideAsWhatIsInThem() {
    table().print(output(Screen.NONE));

    assertThat(lines())
        .containsExactly(
            "ID    COST  WHAT", "1      0.5  short", "22  12.345  what takes a lot of room");
  }

  @Test
  void atATerminal_textIsCut_untilTheLineFits() {
    table().print(output(new Screen(true, 24, true, false)));

    assertThat(lines())
        .containsExactly("ID    COST  WHAT", "1      0.5  short", "22  12.345  what takes…");
  }

  @Test
  void whereEvenThatIsTooMuch_theLastColumnGoes() {
    table().print(output(new Screen(true, 20, false, false)));
    table().print(output(new Screen(true, 19, false, false)));

    assertThat(lines())
        .containsExactly(
            "ID    COST  WHAT",
            "1      0.5  short",
            "22  12.345  what ta~",
            "ID    COST",
            "1      0.5",
            "22  12.345");
  }

  @Test
  void coloursDoNotMoveTheColumns() {
    new Table()
        .painted("STATUS", new Style(true)::status)
        .column("N")
        .row("FAILED", "1")
        .row("COMPLETED", "2")
        .print(output(Screen.NONE));

    assertThat(lines())
        .containsExactly(
            "STATUS     N", "\u001b[31mFAILED\u001b[0m     1", "\u001b[32mCOMPLETED\u001b[0m  2");
  }

  @Test
  void wideCharactersTakeTwoColumns_andNoneCommandsTheTerminal() {
    new Table()
        .text("NAME")
        .column("N")
        .row("日本", "1")
        .row("a\u001b[2J\nb\u202ec", "2")
        .print(output(Screen.NONE));

    assertThat(lines())
        .containsExactly(
            "NAME                 N", "日本                 1", "a\\u001b[2J b\\u202ec  2");
  }

  private static Table table() {
    return new Table()
        .column("ID")
        .numbers("COST")
        .text("WHAT")
        .row("1", "0.5", "short")
        .row("22", "12.345", "what takes a lot of room");
  }

  private Output output(Screen screen) {
    return new Output(out, new ByteArrayOutputStream(), screen);
  }

  private String[] lines() {
    return out.toString(StandardCharsets.UTF_8).split("\n");
  }
}
