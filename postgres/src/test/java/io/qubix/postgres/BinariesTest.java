package io.qubix.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinariesTest {

  @ParameterizedTest
  @CsvSource({"Linux,amd64", "Linux,aarch64", "Mac OS X,x86_64", "Mac OS X,aarch64"})
  void everyPlatformPromised_hasItsArchiveInTheClassPath(String system, String machine) {
    assertThat(getClass().getResource(Binaries.archiveFor(system, machine))).isNotNull();
  }

  @Test
  void windows_hasNone() {
    assertThat(getClass().getResource(Binaries.archiveFor("Windows 11", "amd64"))).isNull();
  }
}
