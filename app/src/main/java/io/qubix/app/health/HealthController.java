package io.qubix.app.health;

import io.qubix.runtime.thread.VitalThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code GET /health}: a short form of Actuator's health, within a few seconds. */
@RestController
class HealthController {

  private static final long PATIENCE_SECONDS = 3;
  private static final String RETRY_AFTER_SECONDS = "1";

  private final HealthEndpoint endpoint;
  private final HttpCodeStatusMapper codes = HttpCodeStatusMapper.getDefault();
  private CompletableFuture<HealthDescriptor> underWay =
      CompletableFuture.failedFuture(new IllegalStateException("No check yet"));

  HealthController(HealthEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @GetMapping("/health")
  ResponseEntity<Map<String, Object>> health() throws InterruptedException {
    try {
      HealthDescriptor health = look().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return answer(health.getStatus(), componentsOf(health));
    } catch (ExecutionException | TimeoutException e) {
      return answer(Status.DOWN, Map.of());
    }
  }

  /** Callers during a check share its result, so that a hanging store holds only one thread. */
  private synchronized CompletableFuture<HealthDescriptor> look() {
    if (underWay.isDone()) {
      underWay =
          CompletableFuture.supplyAsync(
              endpoint::health, task -> VitalThreads.started("health", task));
    }
    return underWay;
  }

  private ResponseEntity<Map<String, Object>> answer(
      Status status, Map<String, String> components) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status.getCode());
    body.put("components", components);
    int code = codes.getStatusCode(status);
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(code).cacheControl(CacheControl.noStore());
    if (code == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer.body(body);
  }

  private static Map<String, String> componentsOf(HealthDescriptor health) {
    Map<String, String> components = new TreeMap<>();
    ((CompositeHealthDescriptor) health)
        .getComponents()
        .forEach((name, part) -> components.put(name, part.getStatus().getCode()));
    return components;
  }
}
