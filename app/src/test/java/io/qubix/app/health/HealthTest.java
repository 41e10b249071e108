package io.qubix.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.runtime.thread.VitalThreads;
import io.qubix.testing.Browser;
import io.qubix.testing.WebApplication;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(HealthTest.Store.class)
class HealthTest {

  @LocalServerPort int port;
  @Autowired Store store;
  private Browser browser;

  /** A store that can be away, or hang. */
  @Component
  static class Store implements HealthIndicator {
    volatile Health health = Health.up().build();
    volatile CountDownLatch hanging = new CountDownLatch(0);

    @Override
    public Health health() {
      try {
        hanging.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return health;
    }
  }

  @BeforeEach
  void open() {
    browser = new Browser(port);
  }

  @AfterEach
  void recover() {
    store.health = Health.up().build();
    store.hanging.countDown();
  }

  @Test
  void everythingThere_isUp() {
    HttpResponse<String> response = browser.get("/health");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Browser.json(response).get("status").stringValue()).isEqualTo("UP");
    assertThat(browser.get("/actuator/health").statusCode()).isEqualTo(200);
  }

  @Test
  void storeAway_is503AndNamedWithoutDetails() {
    store.health = Health.down(new IllegalStateException("SELECT secret")).build();

    HttpResponse<String> response = browser.get("/health");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.body()).contains("\"status\":\"DOWN\"").doesNotContain("secret");
    assertThat(browser.get("/actuator/health").body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/actuator/health", "/actuator/health/liveness"})
  void aThreadThatDied_isSeen(String path) throws InterruptedException {
    VitalThreads.started(
            "log-writer",
            () -> {
              throw new AssertionError("secret");
            })
        .join();
    try {
      HttpResponse<String> response = browser.get(path);

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("DOWN").doesNotContain("secret");
    } finally {
      VitalThreads.thread("log-writer", () -> {});
    }
    assertThat(browser.get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void aPartThatCannotBe_isNotFound() {
    for (String part : new String[] {"a%2fb", "a%2Fb", "nothing"}) {
      HttpResponse<String> response = browser.get("/actuator/health/" + part);
      assertThat(response.statusCode()).as(part).isEqualTo(404);
    }
  }

  @Test
  void storeThatHangs_is503InTime() {
    store.hanging = new CountDownLatch(1);
    Instant asked = Instant.now();

    assertThat(browser.get("/health").statusCode()).isEqualTo(503);
    assertThat(browser.get("/health").statusCode()).isEqualTo(503);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("health"))
        .hasSize(1);
  }
}
