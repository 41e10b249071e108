package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.worker.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The reference worker in a process of its own, as an operator starts it. */
final class RealWorker implements AutoCloseable {

  private final Process process;

  private RealWorker(Process process) {
    this.process = process;
  }

  /**
   * @param folder keeps its log
   */
  static RealWorker at(URI server, Path folder, String id, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--server=" + server,
                "--id=" + id,
                "--address=EARNER"));
    command.addAll(List.of(options));
    try {
      return new RealWorker(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(id + ".log").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a program for workers to run. */
  static Path program(Path folder, String name, String script) throws IOException {
    Path program = folder.resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  Process process() {
    return process;
  }

  /** Kills it without a chance to say farewell. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
