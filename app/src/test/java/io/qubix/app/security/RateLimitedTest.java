package io.qubix.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "qubix.limits.requests-per-second=3")
class RateLimitedTest {

  @LocalServerPort int port;

  @Test
  void tooManyRequests_are429AndHealthStillAnswers() {
    Browser browser = new Browser(port);
    HttpResponse<String> refused =
        IntStream.range(0, 1_000)
            .mapToObj(i -> browser.get("/nowhere"))
            .filter(response -> response.statusCode() == 429)
            .findFirst()
            .orElseThrow();

    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(Browser.json(refused).get("status").intValue()).isEqualTo(429);
    assertThat(browser.get("/health").statusCode()).isEqualTo(200);
  }
}
