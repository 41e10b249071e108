package io.qubix.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What others sent cannot forge a line of the log, and commands no terminal that shows it. */
@ExtendWith(OutputCaptureExtension.class)
class LogPatternTest {

  private static final String HOSTILE =
      "llama\n2026-11-29T12:00:00.000Z ERROR Forged\r\u001b]0;title\u0007\u001b[31m\u009b31m"
          + "\u202eback\u2066wards\u2028line\u200b\u0085next\udb40\udc41";

  private static final String FORGED_TRACE =
      HOSTILE + "\n\tat io.qubix.Forged.call(Forged.java:1)\nCaused by: Forged\n\t... 5 more";

  @TempDir private Path folder;

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

  @Test
  void aMessageOfAnException_forgesNoLineOfItsStackTrace(CapturedOutput output) {
    logTo(List.of(), FORGED_TRACE);

    assertThat(output.getOut().lines())
        .noneMatch(line -> line.startsWith("\tat io.qubix.Forged"))
        .noneMatch(line -> line.startsWith("Caused by: Forged"))
        .anyMatch(line -> line.startsWith("\tSuppressed: "))
        .anyMatch(line -> line.startsWith("Caused by: "));
  }

  @Test
  void aFile_andAPatternOfTheOperators_areAsSafe(CapturedOutput output) throws IOException {
    Path file = folder.resolve("qubix.log");
    logTo(
        List.of(
            "--logging.file.name=" + file,
            "--logging.pattern.console=OWN %t|%X|%kvp|%marker|%msg|%n%xEx"),
        FORGED_TRACE);

    for (String log : List.of(output.getOut(), Files.readString(file))) {
      assertThat(log.replaceAll("[\\n\\t]", ""))
          .contains("Asked for llama 2026", "\\u001b]0;title\\u0007", "\\u{e0041}")
          .doesNotContainPattern("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Cf}\\p{Zl}\\p{Zp}]");
      assertThat(log.lines())
          .noneMatch(line -> line.startsWith("2026-11-29T12:00:00.000Z ERROR"))
          .noneMatch(line -> line.startsWith("\tat io.qubix.Forged"));
    }
    assertThat(output.getOut().lines().filter(line -> line.startsWith("OWN "))).hasSize(2);
  }

  private static void logTo(List<String> options, String text) {
    // Otherwise a program of an earlier test, which still runs, has decided on the logs.
    LoggingSystem.get(LogPatternTest.class.getClassLoader()).cleanUp();
    try (ConfigurableApplicationContext program =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .run(options.toArray(String[]::new))) {
      assertThat(program.isActive()).isTrue();
      MDC.put("job", text);
      Logger log = LoggerFactory.getLogger("io.qubix.Hostile");
      Exception failure =
          new IllegalStateException(text, new IllegalArgumentException("inner " + text));
      failure.addSuppressed(new IllegalStateException("beside " + text));
      log.atWarn().addKeyValue("model", text).log("Asked for {}", text);
      log.warn("It failed", failure);
    } finally {
      MDC.remove("job");
    }
  }

  static class Nothing {}
}
