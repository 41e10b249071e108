package io.qubix.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Starts workers once the server is ready, and submits jobs over HTTP like any client: nothing is
 * simulated. The workers end with the server, before it stops taking requests.
 */
@Component
@Profile("demo")
class Demo implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  private static final List<List<String>> TEXTS =
      List.of(
          List.of("A marketplace of computing time", "Someone's idle GPU, put to work"),
          List.of("The quick brown fox jumps over the lazy dog"),
          List.of("Bread", "Butter", "Marmalade"),
          List.of("Every micro-QUBIC goes where it should"),
          List.of("It rained all night in Lisbon", "The tram was late again"),
          List.of("Embeddings turn meaning into distance"));

  private final DemoProperties properties;
  private final Environment environment;
  private final @Nullable String token;
  private final RestClient client = RestClient.create();
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final SimpleAsyncTaskScheduler life = new SimpleAsyncTaskScheduler();
  private @Nullable Path workerJar;
  private int submitted;
  private volatile boolean running;

  Demo(
      DemoProperties properties,
      Environment environment,
      @Value("${qubix.token:#{null}}") @Nullable String token) {
    this.properties = properties;
    this.environment = environment;
    this.token = token;
  }

  /** Fails early, because a demo without workers shows nothing. */
  @Override
  public void start() {
    workerJar = properties.workerJar() == null ? WorkerJar.besideThis() : properties.workerJar();
    if (workerJar == null && !WorkerProcess.isInClassPath()) {
      throw new FailureAnalyzedException(
          "The demo needs the worker program, which is neither in the class path nor beside the"
              + " server's jar.",
          "Build it with ./mvnw package and name it with"
              + " --qubix.demo.worker-jar=worker/target/qubix-worker.jar.");
    }
    running = true;
  }

  @EventListener(ApplicationReadyEvent.class)
  void show() throws IOException {
    String server = "http://localhost:" + environment.getRequiredProperty("local.server.port");
    synchronized (workers) {
      for (int number = 1; running && number <= properties.workers(); number++) {
        String price = number == 1 ? "0.5" : "0.8";
        workers.add(WorkerProcess.start(server, "demo-worker-" + number, price, workerJar, token));
      }
    }
    LOG.info("{} workers are starting; see {}/jobs", properties.workers(), server);
    for (int number = 0; number < properties.jobs(); number++) {
      submit(server);
    }
    life.setThreadNamePrefix("demo-");
    life.scheduleWithFixedDelay(
        () -> submit(server), Instant.now().plus(properties.every()), properties.every());
  }

  private void submit(String server) {
    List<String> texts = TEXTS.get(submitted++ % TEXTS.size());
    Map<String, Object> job =
        Map.of(
            "modelType",
            "all-minilm-l6-v2",
            "computeNeeded",
            0.01,
            "maxPrice",
            1,
            "qubicAddress",
            "DEMO-CONSUMER",
            "inputData",
            Map.of("texts", texts));
    try {
      client
          .post()
          .uri(server + "/api/jobs/create")
          .headers(
              headers -> {
                if (token != null) {
                  headers.setBearerAuth(token);
                }
              })
          .contentType(MediaType.APPLICATION_JSON)
          .body(job)
          .retrieve()
          .toBodilessEntity();
    } catch (RestClientException e) {
      LOG.warn("A job of the demo was not taken: {}", e.getMessage());
    }
  }

  @Override
  public void stop() {
    running = false;
    life.close();
    synchronized (workers) {
      workers.parallelStream().forEach(WorkerProcess::close);
      workers.clear();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
