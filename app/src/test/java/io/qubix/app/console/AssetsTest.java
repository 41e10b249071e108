package io.qubix.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class AssetsTest {

  /** Change the library by updating it: {@code npm pack idiomorph}, then {@code sha256sum}. */
  @Test
  void idiomorphIsTheFileOfItsRelease() throws Exception {
    assertThat(sha256("console/lib/idiomorph/idiomorph-ext.min.js"))
        .as("idiomorph 0.8.0")
        .isEqualTo("5811b9a7eda14878b7dab4378bf60432e1bb6f11fcfb970cc26540642650181e");
  }

  private static String sha256(String file) throws Exception {
    try (InputStream content = new ClassPathResource(file).getInputStream()) {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.readAllBytes()));
    }
  }
}
