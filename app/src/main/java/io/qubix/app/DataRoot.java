package io.qubix.app;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the default place of the data: {@code data} in the root of the checkout, also when a module
 * starts the program.
 */
final class DataRoot {

  private DataRoot() {}

  /**
   * Returns the checkout that contains the working directory, which may be its root or a module;
   * outside a checkout, the working directory.
   */
  static Path from(Path workingDirectory) {
    Path here = workingDirectory.toAbsolutePath().normalize();
    Path parent = here.getParent();
    boolean module = parent != null && Files.exists(here.resolve("pom.xml")) && isCheckout(parent);
    return (module ? parent : here).resolve("data");
  }

  private static boolean isCheckout(Path folder) {
    return Files.exists(folder.resolve("mvnw")) && Files.exists(folder.resolve("app/pom.xml"));
  }
}
