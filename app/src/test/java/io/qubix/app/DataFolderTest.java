package io.qubix.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path checkout;

  @BeforeEach
  void makeCheckout() throws IOException {
    Files.createFile(checkout.resolve("mvnw"));
    Files.createFile(checkout.resolve("pom.xml"));
    Files.createDirectories(checkout.resolve("app/target"));
    Files.createFile(checkout.resolve("app/pom.xml"));
  }

  @Test
  void startedInTheRoot_theDataIsInTheRoot() {
    assertThat(DataFolder.from(checkout)).isEqualTo(checkout.resolve("data"));
  }

  @Test
  void startedInAModule_theDataIsInTheRoot() {
    assertThat(DataFolder.from(checkout.resolve("app"))).isEqualTo(checkout.resolve("data"));
  }

  @Test
  void startedElsewhere_theDataIsInTheWorkingDirectory() {
    Path elsewhere = checkout.resolve("app/target");
    assertThat(DataFolder.from(elsewhere)).isEqualTo(elsewhere.resolve("data"));
  }
}
