package io.qubix.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What others sent cannot forge a line of the log, and commands no terminal that shows it. */
@ExtendWith(OutputCaptureExtension.class)
class LogPatternTest {

  private static final String HOSTILE =
      "llama\n2026-11-29T12:00:00.000Z ERROR Forged\r\u001b]0;title\u0007\u001b[31m\u009b31m"
          + "\u202eback\u2066wards\u2028line\u200b";

  @Test
  void whateverIsLogged_staysOnItsLine(CapturedOutput output) {
    try (ConfigurableApplicationContext program =
        new SpringApplicationBuilder(Nothing.class).web(WebApplicationType.NONE).run()) {
      Logger log = LoggerFactory.getLogger("io.qubix.Hostile");
      assertThat(program.isActive()).isTrue();
      log.warn("Asked for {}", HOSTILE);
      log.warn(
          "It failed",
          new IllegalStateException(HOSTILE, new IllegalArgumentException("inner " + HOSTILE)));
    }
    assertThat(output.getOut())
        .contains("Asked for llama 2026", "IllegalStateException: llama 2026");
    assertThat(output.getOut().replaceAll("[\\n\\t]", ""))
        .doesNotContainPattern("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Cf}\\p{Zl}\\p{Zp}]");
    assertThat(output.getOut().lines())
        .noneMatch(line -> line.startsWith("2026-11-29T12:00:00.000Z ERROR"))
        .anyMatch(line -> line.startsWith("\tat "))
        .anyMatch(line -> line.startsWith("Caused by: "));
  }

  static class Nothing {}
}
