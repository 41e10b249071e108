package io.qubix.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.mock.env.MockEnvironment;

class ListenAddressTest {

  private final MockEnvironment environment = new MockEnvironment();
  private final TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();

  @BeforeEach
  void convertAsSpringBootDoes() {
    environment.setConversionService(new ApplicationConversionService());
  }

  @Test
  void withoutAToken_opensToLoopback() {
    open(null);
    assertThat(factory.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
  }

  @Test
  void withAToken_opensToAll() {
    open("s3cret-with-more-than-128-bits");
    assertThat(factory.getAddress()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3"})
  void withoutATokenButAnAddressThatOthersReach_refusesToStart(String address) {
    environment.setProperty("server.address", address);
    assertThatThrownBy(() -> open(" "))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("server.address")
        .satisfies(
            it ->
                assertThat(((FailureAnalyzedException) it).analysis().getAction())
                    .contains("qubix.token"));
  }

  @Test
  void withAToken_anyAddressWillDo() {
    environment.setProperty("server.address", "0.0.0.0");
    assertThatCode(() -> open("s3cret-with-more-than-128-bits")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "0123456789abcdef0123456789abcde",
        "Yk3vQ9xT0aLmZ2wR7bN5p",
        "correct-horse-battery",
        "314159265358979323846264338327950288",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void tokenOfLessThan128Bits_refusesToStart(String token) {
    assertThatThrownBy(() -> open(token))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("128 bits")
        .hasMessageNotContaining(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789abcdef0123456789abcdef",
        "Yk3vQ9xT0aLmZ2wR7bN5pC",
        "open sesame, open seven doors",
        "314159265358979323846264338327950288419"
      })
  void tokenOf128Bits_opens(String token) {
    assertThatCode(() -> open(token)).doesNotThrowAnyException();
  }

  @Test
  void withoutAToken_aSecondDoorIsLoopbackToo() {
    environment.setProperty("management.server.port", "18099");
    assertThatThrownBy(() -> open(null)).isInstanceOf(FailureAnalyzedException.class);
    environment.setProperty("management.server.address", "127.0.0.1");
    assertThatCode(() -> open(null)).doesNotThrowAnyException();
  }

  @Test
  void withKeys_opensToAll() {
    open("keys", null);
    assertThat(factory.getAddress()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"oidc,", "open,Yk3vQ9xT0aLmZ2wR7bN5pC"})
  void modeThatDoesNotExist_orContradictsTheToken_refusesToStart(
      String mode, @Nullable String token) {
    assertThatThrownBy(() -> open(mode, token))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("qubix.security");
  }

  private void open(@Nullable String token) {
    open(null, token);
  }

  private void open(@Nullable String mode, @Nullable String token) {
    LockProperties properties =
        new LockProperties(mode, token, List.of(), List.of(), new LockProperties.Limits(0));
    new ListenAddress(properties, environment).customize(factory);
  }
}
