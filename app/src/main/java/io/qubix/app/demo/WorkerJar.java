package io.qubix.app.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;

/** Finds the worker program where the build puts it, or beside the server's jar. */
final class WorkerJar {

  private static final String NAME = "qubix-worker.jar";

  private WorkerJar() {}

  /**
   * Returns the worker's jar, or null when the server does not run from a jar, or no worker lies
   * near it.
   */
  static @Nullable Path besideThis() {
    File jar = new ApplicationHome(WorkerJar.class).getSource();
    return jar == null || !jar.isFile() ? null : near(jar.toPath());
  }

  static @Nullable Path near(Path serverJar) {
    Path folder = serverJar.toAbsolutePath().getParent();
    // The build puts them into app/target and worker/target.
    return Stream.of(folder.resolve(NAME), folder.resolve("../../worker/target").resolve(NAME))
        .map(Path::normalize)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }
}
