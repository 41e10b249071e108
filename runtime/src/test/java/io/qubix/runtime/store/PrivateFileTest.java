package io.qubix.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class PrivateFileTest {

  @ParameterizedTest
  @CsvSource({
    "rw-------, true",
    "rwx------, true",
    "r--------, true",
    "rw-r-----, false",
    "rw----r--, false",
    "rw--w----, false",
    "rwx--x---, false",
    "rwx-----x, false",
    "rwxr-xr-x, false"
  })
  void onlyWhatItsOwnerAloneMayUse_isPrivate(
      String permissions, boolean isPrivate, @TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("secret"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThat(PrivateFile.openness(file)).isEqualTo(isPrivate ? null : permissions);
  }
}
