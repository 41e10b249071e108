package io.qubix.terminal.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts of the service cannot command the terminal; only the program's own colours do. */
class OutputTest {

  private static final String HOSTILE =
      "a\u001b]0;title\u0007b\u001b[31mc\u009b31md\ne\rf\u202eg\u2066h\u2028i\u007fj\udb40\udc41";

  private final Screen colourful = new Screen(true, 80, true, true);

  @Test
  void aLine_staysOneLine_andKeepsItsColoursOnly() {
    String written = out(output -> output.line(output.style().bad(HOSTILE) + HOSTILE));
    assertThat(written)
        .startsWith(
            "\u001b[31ma\\u001b]0;title\\u0007b\\u001b[31mc\\u009b31md e f\\u202eg\\u2066h i\\u007fj\\u{e0041}"
                + "\u001b[0ma\\u001b]0;");
    assertThat(written.replace("\u001b[31m", "").replace("\u001b[0m", "").strip())
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  }

  @Test
  void aBar_andWhatStaysAboveIt_keepTheirColoursOnly() {
    String written =
        out(
            output -> {
              Bar bar = new Bar(output);
              bar.draw(HOSTILE, 40, HOSTILE);
              bar.above(HOSTILE);
            });
    assertThat(written.replaceAll("\u001b\\[[0-9]*[mK]|[\r\n]", ""))
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  }

  @Test
  void anError_staysOneLine() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Output output = new Output(new ByteArrayOutputStream(), err, colourful);
    output.error(HOSTILE, HOSTILE);
    output.notice(HOSTILE);
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(3);
  }

  @Test
  void json_isEscaped_andMeansTheSame() {
    Map<String, String> value = Map.of(HOSTILE, HOSTILE + "é😀");
    for (Consumer<Output> way :
        java.util.List.<Consumer<Output>>of(
            output -> output.json(value), output -> output.jsonLine(value))) {
      String written = out(way);
      assertThat(written.replaceAll("[\r\n]", ""))
          .contains("é😀")
          .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
      JsonNode read = JsonMapper.shared().readTree(written);
      assertThat(read).isEqualTo(JsonMapper.shared().valueToTree(value));
    }
  }

  private String out(Consumer<Output> print) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    print.accept(new Output(out, new ByteArrayOutputStream(), colourful));
    return out.toString(StandardCharsets.UTF_8);
  }
}
