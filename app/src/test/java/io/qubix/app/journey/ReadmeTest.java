package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's tour as a new reader would type it. */
class ReadmeTest {

  @Test
  void theTour_leadsWhereItSays(@TempDir Path folder) throws Exception {
    try (Server server = Server.on(TestDatabase.url())) {
      String script =
          "trap 'kill $!' EXIT\n" + tour().replace("localhost:8080", server.uri().getAuthority());
      Path output = folder.resolve("output");
      Process shell =
          new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertThat(shell.waitFor(2, TimeUnit.MINUTES)).isTrue();
      String said = Files.readString(output);
      assertThat(shell.exitValue()).as(said).isZero();
      assertThat(said)
          .contains(
              "\"status\":\"ASSIGNED\"",
              "\"status\":\"COMPLETED\"",
              "\"earned\":0.1",
              "JobCompleted",
              "\"agrees\":true",
              "\"intact\":true")
          .doesNotContain("\"success\":false");
    }
  }

  /** What is indented between its heading and the next, but for words. */
  private static String tour() throws Exception {
    String readme = Files.readString(Path.of("../README.md"));
    String tour = readme.substring(readme.indexOf("## A tour"), readme.indexOf("## The console"));
    return tour.lines()
        .filter(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .collect(Collectors.joining("\n"));
  }
}
