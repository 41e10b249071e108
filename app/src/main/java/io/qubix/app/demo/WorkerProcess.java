package io.qubix.app.demo;

import io.qubix.runtime.thread.VitalThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the worker program beside the server. */
final class WorkerProcess implements AutoCloseable {

  private static final String MAIN_CLASS = "io.qubix.worker.Main";
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

  private final String id;
  private final Process process;

  private WorkerProcess(String id, Process process) {
    this.id = id;
    this.process = process;
  }

  static boolean isInClassPath() {
    return WorkerProcess.class.getResource("/" + MAIN_CLASS.replace('.', '/') + ".class") != null;
  }

  /**
   * @param jar the program, or null to run it from the class path
   */
  static WorkerProcess start(
      String server, String id, String price, @Nullable Path jar, @Nullable String token)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    if (jar == null) {
      command.add("-Dlogback.configurationFile=io/qubix/app/demo/worker-log.xml");
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS));
    } else {
      command.addAll(List.of("-jar", jar.toString()));
    }
    command.addAll(List.of("--server", server, "--id", id, "--address", "DEMO-" + id));
    command.addAll(List.of("--name", id, "--price", price));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (token != null) {
      builder.environment().put("QUBIX_TOKEN", token);
    }
    WorkerProcess worker = new WorkerProcess(id, builder.start());
    worker.logItsOutput();
    return worker;
  }

  private void logItsOutput() {
    VitalThreads.started(
        id,
        () -> {
          try (var output = process.inputReader()) {
            output.lines().forEach(line -> LOG.info("{}: {}", id, line));
          } catch (IOException | java.io.UncheckedIOException e) {
            // The worker has ended.
          }
        });
  }

  /** Lets the worker give its job back. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
