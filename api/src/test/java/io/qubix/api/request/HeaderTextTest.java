package io.qubix.api.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain", "Zürich", "中文", "\uD83D\uDC69"})
  void whatAClientSentAsUtf8_isRead(String text) {
    assertThat(HeaderText.of(new String(text.getBytes(UTF_8), ISO_8859_1))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zürich", "\u00ff"})
  void whatIsNoUtf8_isTakenAsItComes(String text) {
    assertThat(HeaderText.of(text)).isEqualTo(text);
  }
}
