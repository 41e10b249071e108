package io.qubix.app;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where data goes when nobody says so: {@code data} in the checkout's root, whoever starts it. */
final class DataRoot {

  private DataRoot() {}

  /**
   * The checkout around the working directory, which may be its root or one of its modules; outside
   * a checkout the working directory itself.
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
