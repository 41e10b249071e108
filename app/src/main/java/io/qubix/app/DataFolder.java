package io.qubix.app;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Sets the default of {@code qubix.data}, so that all files are kept in one place. */
class DataFolder implements EnvironmentPostProcessor {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String folder = DataRoot.from(Path.of("")).toString();
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("dataFolder", Map.of("qubix.data", folder)));
  }
}
