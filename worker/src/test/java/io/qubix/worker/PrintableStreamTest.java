package io.qubix.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PrintableStreamTest {

  private static final String HOSTILE = "llama\n[forged] INFO job done\u001b[31m\u202e";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintableStream stream = new PrintableStream(written, StandardCharsets.UTF_8);

  @Test
  void aLine_staysALine() {
    stream.println(HOSTILE);
    assertThat(lines()).containsExactly("llama [forged] INFO job done\\u001b[31m\\u202e");
  }

  @Test
  void aStackTrace_hasItsOwnLinesOnly() {
    new IllegalStateException(HOSTILE).printStackTrace(stream);
    assertThat(lines().get(0))
        .endsWith("IllegalStateException: llama [forged] INFO job done\\u001b[31m\\u202e");
    assertThat(lines().subList(1, lines().size())).allMatch(line -> line.startsWith("\tat "));
  }

  @Test
  void howeverItIsPrinted_itCommandsNoTerminal() throws IOException {
    stream.print(HOSTILE);
    stream.printf(Locale.ROOT, "%s%n", HOSTILE);
    stream.append(HOSTILE, 0, HOSTILE.length()).append('\u0007');
    stream.print(HOSTILE.toCharArray());
    stream.println(HOSTILE.toCharArray());
    stream.write(HOSTILE.getBytes(StandardCharsets.UTF_8));
    for (byte part : HOSTILE.getBytes(StandardCharsets.UTF_8)) {
      stream.write(part);
    }
    new PrintWriter(stream, true).println(HOSTILE);
    stream.flush();

    assertThat(written.toString(StandardCharsets.UTF_8))
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]")
        .doesNotContain("\ufffd");
    assertThat(written.toString(StandardCharsets.UTF_8).split("u001b\\[31m\\\\u202e", -1))
        .hasSize(9);
  }

  @Test
  void ordinaryText_staysAsItIs() {
    stream.print("Zoë 東京 😀\n\tat\r\n");
    assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("Zoë 東京 😀\n\tat\r\n");
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
