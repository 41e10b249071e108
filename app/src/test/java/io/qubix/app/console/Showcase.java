package io.qubix.app.console;

import io.qubix.app.journey.Api;
import io.qubix.app.journey.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * Plays an hour of a market over the API within a minute, the same one each time. Its clock is put
 * forward, so no step has to wait.
 */
final class Showcase {

  private record Machine(
      String worker, String name, String gpu, int vram, int ram, String location, double price) {}

  private record Held(String job, String worker, String model) {}

  private static final List<Machine> MACHINES =
      List.of(
          new Machine("alpine-1", "Alpine 1", "NVIDIA RTX 4090", 24, 64, "Zug", 0.62),
          new Machine("alpine-2", "Alpine 2", "NVIDIA RTX 4090", 24, 64, "Zug", 0.62),
          new Machine("harbour", "Harbour", "NVIDIA RTX 3090", 24, 128, "Lisbon", 0.41),
          new Machine("fjord", "Fjord", "NVIDIA L40S", 48, 256, "Bergen", 1.15),
          new Machine("attic", "The attic", "NVIDIA RTX 3060", 12, 32, "Graz", 0.185),
          new Machine("lab-a100", "Lab A100", "NVIDIA A100 80GB", 80, 512, "Tallinn", 1.94),
          new Machine("lab-h100", "Lab H100", "NVIDIA H100 80GB", 80, 1024, "Tallinn", 3.275),
          new Machine("desk", "Under the desk", "AMD RX 7900 XTX", 24, 64, "Porto", 0.38),
          new Machine("studio", "Studio", "Apple M2 Ultra", 128, 192, "Dublin", 0.72),
          new Machine("orchard", "Orchard", "NVIDIA RTX 4080", 16, 64, "Ghent", 0.44));

  private static final List<String> MODELS =
      List.of("llama-3-70b", "all-minilm-l6-v2", "whisper-large", "sdxl");
  private static final List<String> CONSUMERS =
      List.of("NORTHWIND-RESEARCH", "PAPERMILL", "QUIET-BIRD");

  private final Server server;
  private final Api api;
  private final Random random = new Random(7);
  private final List<Held> held = new ArrayList<>();

  Showcase(Server server) {
    this.server = server;
    this.api = server.api();
  }

  /** The jobs worth a look: one that runs, one that is done after a failure. */
  record Jobs(String running, String done) {}

  Jobs play() {
    MACHINES.forEach(this::register);
    for (int day = 0; day < 16; day++) {
      aDay();
    }
    for (int minute = 0; minute < 55; minute++) {
      server.forward(Duration.ofMinutes(1));
      heartbeats(minute);
      finishSome();
      int more = 1 + random.nextInt(3);
      for (int i = 0; i < more; i++) {
        submit(MODELS.get(random.nextInt(MODELS.size())), 1 + random.nextInt(3) * 0.5);
      }
    }
    return ending();
  }

  private void aDay() {
    server.forward(Duration.ofDays(1));
    heartbeats(random.nextInt(60));
    int jobs = 5 + random.nextInt(9);
    for (int i = 0; i < jobs; i++) {
      submit(MODELS.get(random.nextInt(MODELS.size())), 2);
    }
    finishAll();
  }

  /** Also those that waited, and were assigned when a provider became free. */
  private void finishAll() {
    do {
      held.forEach(this::complete);
      held.clear();
      for (JsonNode job : api.get("/api/jobs?status=ASSIGNED").expect(200).at("jobs")) {
        held.add(
            new Held(
                job.path("id").asString(),
                job.path("provider").path("workerId").asString(),
                job.path("modelType").asString()));
      }
    } while (!held.isEmpty());
  }

  private Jobs ending() {
    finishAll();
    String done = retried();
    for (String model : MODELS) {
      submit(model, 0.5);
    }
    submit("llama-3-70b", 0.05);
    submit("whisper-large", 0.08);
    api.heartbeat("studio", "offline").expect(200);
    String running = running();
    return new Jobs(running, done);
  }

  private void register(Machine machine) {
    api.post(
            "/api/providers/register",
            """
            {"workerId": "%s", "qubicAddress": "%s-OWNER", "name": "%s", "gpuModel": "%s",
             "gpuVram": %d, "cpuModel": "AMD EPYC 7443", "cpuCores": 24, "ramTotal": %d,
             "location": "%s", "pricePerHour": %s}
            """
                .formatted(
                    machine.worker(),
                    machine.worker().toUpperCase(java.util.Locale.ROOT),
                    machine.name(),
                    machine.gpu(),
                    machine.vram(),
                    machine.ram(),
                    machine.location(),
                    machine.price()))
        .expect(200);
  }

  private void heartbeats(int minute) {
    for (Machine machine : MACHINES) {
      boolean busy = held.stream().anyMatch(job -> job.worker().equals(machine.worker()));
      double wave = Math.sin(minute / 6.0 + machine.price() * 9);
      api.post(
              "/api/providers/" + machine.worker() + "/heartbeat",
              """
              {"status": "online", "usage": {"gpuUtilization": %.1f, "vramUsedGb": %.1f,
               "gpuTemperature": %.1f}}
              """
                  .formatted(
                      busy ? 88 + 8 * wave : 6 + 4 * wave,
                      busy ? machine.vram() * (0.7 + 0.1 * wave) : 0.8,
                      busy ? 66 + 6 * wave : 38 + 2 * wave))
          .expect(200);
    }
  }

  private void submit(String model, double maxPrice) {
    String consumer = CONSUMERS.get(random.nextInt(CONSUMERS.size()));
    JsonNode job =
        api.post(
                "/api/jobs/create",
                """
                {"modelType": "%s", "computeNeeded": %s, "maxPrice": %s, "qubicAddress": "%s",
                 "inputData": {"prompt": "Summarise the attached minutes", "temperature": 0.2}}
                """
                    .formatted(model, 0.25 + random.nextInt(8) * 0.25, maxPrice, consumer))
            .expect(200)
            .at("job");
    if (job.path("status").asString().equals("ASSIGNED")) {
      String worker = job.path("provider").path("workerId").asString();
      String id = job.path("id").asString();
      held.add(new Held(id, worker, model));
      api.progress(id, worker, 5 + random.nextInt(60)).expect(200);
    }
  }

  /** Most that are held are done; a few fail or are cancelled. */
  private void finishSome() {
    for (Held job : List.copyOf(held)) {
      int fate = random.nextInt(10);
      if (fate < 6) {
        complete(job);
      } else if (fate == 6 && random.nextInt(4) == 0) {
        api.cancel(job.job()).expect(200);
      } else {
        continue;
      }
      held.remove(job);
    }
  }

  private void complete(Held job) {
    api.post(
            "/api/jobs/" + job.job() + "/complete",
            """
            {"workerId": "%s", "status": "completed", "result": {"text": "Done"},
             "metrics": {"processingTimeSeconds": %.3f}}
            """
                .formatted(job.worker(), 40 + random.nextDouble() * 900))
        .expect(200);
  }

  private String retried() {
    String job =
        api.post(
                "/api/jobs/create",
                """
                {"modelType": "llama-3-70b", "computeNeeded": 0.5, "maxPrice": 2,
                 "qubicAddress": "NORTHWIND-RESEARCH", "requirements": {"minVramGb": 40},
                 "inputData": {"messages": [{"role": "user",
                   "content": "What does a marketplace of computing time need to be fair?"}],
                   "temperature": 0.2, "maxTokens": 400}}
                """)
            .expect(200)
            .text("job.id");
    String first = workerOf(job, "");
    report(job, first, 35, "Generating", 0.8);
    api.fail(job, first, "CUDA out of memory: 2.1 GB wanted, 0.9 GB free").expect(200);
    String second = workerOf(job, first);
    report(job, second, 1, "Loading the model", 0.2);
    for (int percent = 10; percent < 100; percent += 10) {
      server.forward(Duration.ofSeconds(4));
      report(job, second, percent, "Generating", 0.8 + percent / 1000.0);
    }
    api.post(
            "/api/jobs/" + job + "/complete",
            """
            {"workerId": "%s", "status": "completed", "metrics": {"processingTimeSeconds": 41.7},
             "result": {"text": "Three things. A price that is known before the work begins, and does not change while it goes on.\\nA rule for who gets the work that anybody can check afterwards.\\nAnd books that add up to zero.",
               "usage": {"promptTokens": 19, "completionTokens": 58},
               "embedding": [0.0409, -0.0332, 0.0078, -0.0729, 0.0236, 0.0920, -0.0428, 0.0338, 0.0890]}}
            """
                .formatted(second))
        .expect(200);
    return job;
  }

  private String running() {
    String job =
        api.post(
                "/api/jobs/create",
                """
                {"modelType": "sdxl", "computeNeeded": 1.5, "maxPrice": 4,
                 "qubicAddress": "PAPERMILL", "requirements": {"minVramGb": 80},
                 "inputData": {"prompt": "A harbour at dawn, seen from the attic", "steps": 40}}
                """)
            .expect(200)
            .text("job.id");
    String worker = workerOf(job, "");
    for (int percent = 4; percent <= 64; percent += 6) {
      server.forward(Duration.ofSeconds(9));
      report(job, worker, percent, "Denoising, step " + percent * 40 / 100 + " of 40", 0.9);
    }
    return job;
  }

  private void report(String job, String worker, int percent, String operation, double load) {
    api.post(
            "/api/jobs/" + job + "/progress",
            """
            {"workerId": "%s", "progress": %d, "currentOperation": "%s",
             "metrics": {"gpuUtilization": %.1f, "gpuTemperature": %.1f},
             "logLines": [{"level": "INFO", "message": "%s"}]}
            """
                .formatted(
                    worker,
                    percent,
                    operation,
                    100 * load + random.nextInt(8),
                    58 + percent / 8.0 + random.nextInt(3),
                    operation))
        .expect(200);
  }

  private String workerOf(String job, String other) {
    return org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              JsonNode provider = api.job(job).at("provider");
              String worker = provider.path("workerId").asString("");
              return api.job(job).text("status").equals("ASSIGNED") ? worker : "";
            },
            worker -> !worker.isEmpty() && !worker.equals(other));
  }
}
