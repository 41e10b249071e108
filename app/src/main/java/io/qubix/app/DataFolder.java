package io.qubix.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sets the default of {@code qubix.data}: {@code data} in the root of the checkout, also when a
 * module starts the program.
 */
class DataFolder implements EnvironmentPostProcessor {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String folder = from(Path.of("")).toString();
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("dataFolder", Map.of("qubix.data", folder)));
  }

  /** Returns the folder in the checkout's root or, outside a checkout, in the working directory. */
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
