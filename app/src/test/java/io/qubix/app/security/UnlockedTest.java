package io.qubix.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(UnlockedTest.Shop.class)
class UnlockedTest {

  @LocalServerPort int port;
  @Autowired ServletWebServerApplicationContext context;
  private Browser browser;

  @RestController
  static class Shop {
    @PostMapping("/command")
    String command() {
      return "done";
    }
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @Test
  void noToken_listensOnLoopbackOnly() {
    Connector connector = ((TomcatWebServer) context.getWebServer()).getTomcat().getConnector();
    AbstractProtocol<?> protocol = (AbstractProtocol<?>) connector.getProtocolHandler();
    assertThat(protocol.getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void noToken_needsNone() {
    assertThat(browser.post("/command", "").body()).isEqualTo("done");
    assertThat(browser.get("/actuator/prometheus").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:%d", "127.0.0.1:%d", "[::1]:%d", "LOCALHOST:%d"})
  void calledByALocalName_answers(String host) throws IOException {
    assertThat(get(host.formatted(port))).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:%d", "localhost.evil.example", "127.0.0.1.nip.io"})
  void calledByAnotherName_refuses(String host) throws IOException {
    assertThat(get(host.formatted(port)))
        .startsWith("HTTP/1.1 403")
        .contains("application/problem+json", "qubix.token");
  }

  @Test
  void ownPages_mayCommand() {
    assertThat(command("http://localhost:" + port).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://localhost:1", "null", "file://", "x y"})
  void otherPages_mayNotCommand(String origin) {
    assertThat(command(origin).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> command(String origin) {
    return browser.post("/command", "", "Origin", origin);
  }

  private String get(String host) throws IOException {
    return browser.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }
}
