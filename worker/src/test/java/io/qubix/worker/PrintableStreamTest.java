package io.qubix.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintableStreamTest {

  private static final String HOSTILE = "llama\n[forged] INFO job done\u001b[31m\u202e";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintableStream stream = new PrintableStream(written, StandardCharsets.UTF_8);

  @Test
  void aLine_staysALine() {
    stream.println(HOSTILE);
    assertThat(lines()).containsExactly("llama [forged] INFO job done [31m");
  }

  @Test
  void aStackTrace_hasItsOwnLinesOnly() {
    new IllegalStateException(HOSTILE).printStackTrace(stream);
    assertThat(lines().get(0)).endsWith("IllegalStateException: llama [forged] INFO job done [31m");
    assertThat(lines().subList(1, lines().size())).allMatch(line -> line.startsWith("\tat "));
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
