package io.qubix.app.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.testing.ApiDescription;
import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.net.http.HttpResponse;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OpenApiTest {

  @LocalServerPort int port;
  private Browser browser;

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @Test
  void description_isServedAsJsonAndAsYaml() {
    JsonNode api = Browser.json(browser.get("/v3/api-docs"));

    assertThat(api).isEqualTo(ApiDescription.document());
    assertThat(api.at("/info/title").stringValue()).isEqualTo("QUBIX");
    assertThat(api.at("/paths").propertyNames()).contains("/health", "/api/jobs/create");
    JsonNode answers = api.at("/paths/~1api~1jobs~1create/post/responses");
    assertThat(answers.propertyNames()).contains("200", "default").doesNotContain("500");
    assertThat(api.at("/components/schemas/Problem/properties").propertyNames())
        .contains("type", "title", "status", "detail", "instance", "success", "error", "errors");
    assertThat(api.at("/components/securitySchemes/token/scheme").stringValue())
        .isEqualTo("bearer");
    assertThat(browser.get("/v3/api-docs.yaml").body()).startsWith("openapi: 3.1");
  }

  @Test
  void descriptionOfTheWebSocket_isServedAsJsonAndAsYaml() {
    JsonNode live = Browser.json(browser.get("/v3/async-api"));

    assertThat(live.at("/channels/live/address").stringValue()).isEqualTo("/ws");
    assertThat(browser.get("/v3/async-api.yaml").body()).startsWith("asyncapi: 3");
  }

  @Test
  void swaggerUi_isThere() {
    HttpResponse<String> response = browser.get("/swagger-ui/index.html");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("swagger-ui");
    assertThat(browser.get("/swagger-ui.html").headers().firstValue("Location"))
        .get(InstanceOfAssertFactories.STRING)
        .endsWith("/swagger-ui/index.html");
    assertThat(browser.get("/swagger-ui/swagger-initializer.js").body())
        .contains("../v3/api-docs")
        .doesNotContain("petstore");
    assertThat(browser.get("/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
  }
}
