package io.qubix.worker.work;

import io.qubix.client.QubixClient;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Sends reports of progress of jobs that run side by side: those that come while a request is under
 * way go together in the next one. Each is answered by itself.
 */
final class ProgressMail {

  /** Of so many, each with as many lines as it may have, none makes the request too large. */
  static final int MOST = 16;

  private final Supplier<QubixClient> client;
  private final BlockingQueue<Letter> waiting = new LinkedBlockingQueue<>();

  private record Letter(
      String jobId, Map<String, Object> report, CompletableFuture<JsonNode> answer) {}

  ProgressMail(Supplier<QubixClient> client) {
    this.client = client;
    Thread thread = new Thread(this::run, Thread.currentThread().getName() + " progress");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the answer to a report. */
  JsonNode send(String jobId, Map<String, Object> report)
      throws Refused, Unavailable, InterruptedException {
    Letter letter = new Letter(jobId, report, new CompletableFuture<>());
    waiting.add(letter);
    try {
      return letter.answer().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      } else if (e.getCause() instanceof Unavailable unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("A report broke", e.getCause());
    }
  }

  private void run() {
    try {
      while (true) {
        List<Letter> letters = new ArrayList<>(List.of(waiting.take()));
        waiting.drainTo(letters, MOST - 1);
        deliver(letters);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(List<Letter> letters) throws InterruptedException {
    try {
      if (letters.size() == 1) {
        letters.get(0).answer().complete(post(letters.get(0)));
      } else {
        postAll(letters);
      }
    } catch (Refused | Unavailable | RuntimeException e) {
      // Those that were answered keep their answers.
      letters.forEach(letter -> letter.answer().completeExceptionally(e));
    }
  }

  private JsonNode post(Letter letter) throws Refused, Unavailable, InterruptedException {
    return client
        .get()
        .post(
            "/api/jobs/" + QubixClient.segment(letter.jobId()) + "/progress",
            letter.report(),
            QubixClient.USUAL_TIMEOUT);
  }

  private void postAll(List<Letter> letters) throws Refused, Unavailable, InterruptedException {
    List<Map<String, Object>> reports = new ArrayList<>();
    for (Letter letter : letters) {
      letter.report().put("jobId", letter.jobId());
      reports.add(letter.report());
    }
    JsonNode results =
        client
            .get()
            .post("/api/jobs/reports", Map.of("reports", reports), QubixClient.USUAL_TIMEOUT)
            .path("results");
    for (int i = 0; i < letters.size(); i++) {
      JsonNode result = results.path(i);
      if (result.path("success").asBoolean(false)) {
        letters.get(i).answer().complete(result);
      } else {
        letters.get(i).answer().completeExceptionally(failure(result));
      }
    }
  }

  private static Exception failure(JsonNode result) {
    int status = result.path("status").asInt(500);
    String reason = result.path("error").asString("no reason given") + " (" + status + ")";
    return status >= 500 || status == 429
        ? new Unavailable(reason, null)
        : new Refused(status, reason, result);
  }
}
