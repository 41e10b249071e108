package io.qubix.app.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(OpenApiTest.Shop.class)
class OpenApiTest {

  @LocalServerPort int port;
  private Browser browser;

  @RestController
  static class Shop {
    @PostMapping("/api/things")
    String make(@RequestBody JsonNode body) {
      throw new Rejection.NotFound("There are none");
    }
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @Test
  void description_hasWhatEveryOperationShares() {
    JsonNode api = Browser.json(browser.get("/v3/api-docs"));

    assertThat(api.at("/info/title").stringValue()).isEqualTo("QUBIX");
    assertThat(api.at("/paths").propertyNames()).contains("/health", "/api/things");
    JsonNode answers = api.at("/paths/~1api~1things/post/responses");
    assertThat(answers.propertyNames()).contains("default").doesNotContain("404", "500");
    assertThat(answers.at("/default/content/application~1problem+json/schema/$ref").stringValue())
        .isEqualTo("#/components/schemas/Problem");
    assertThat(api.at("/components/schemas/Problem/properties").propertyNames())
        .contains("type", "title", "status", "detail", "instance", "success", "error", "errors");
    assertThat(api.at("/paths/~1api~1things/post/security/0").propertyNames()).contains("token");
    assertThat(api.at("/components/securitySchemes/token/scheme").stringValue())
        .isEqualTo("bearer");
  }

  @Test
  void swaggerUi_isThere() {
    HttpResponse<String> response = browser.get("/swagger-ui/index.html");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("swagger-ui");
    assertThat(browser.get("/swagger-ui.html").headers().firstValue("Location")).isPresent();
  }
}
