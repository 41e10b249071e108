package io.qubix.query.poll;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobView;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class PendingController {

  private static final int MAX_WAIT_SECONDS = 60;

  private static final int MAX_WORKERS = 100;

  private final LongPolls waiting;

  PendingController(LongPolls waiting) {
    this.waiting = waiting;
  }

  @GetMapping("/api/jobs/pending/{workerId}")
  CompletableFuture<List<JobView>> pending(
      @PathVariable String workerId,
      @RequestParam("wait") @Nullable String wait,
      @RequestParam("except") @Nullable String except) {
    Parameters parameters = new Parameters();
    WorkerId worker = parameters.worker("workerId", workerId);
    int seconds = parameters.whole("wait", wait, 0, MAX_WAIT_SECONDS, 0);
    Set<JobId> known = parameters.jobs("except", except);
    parameters.verify();
    return worker == null
        ? CompletableFuture.completedFuture(List.of())
        : waiting.of(worker, known, Duration.ofSeconds(seconds));
  }

  /** Answers with what several workers hold; a name with a comma can only be asked for alone. */
  @GetMapping("/api/jobs/pending")
  CompletableFuture<Map<String, List<JobView>>> pendingOfAll(
      @RequestParam("workers") @Nullable String workers,
      @RequestParam("wait") @Nullable String wait,
      @RequestParam("except") @Nullable String except) {
    Parameters parameters = new Parameters();
    Set<WorkerId> all = new LinkedHashSet<>();
    for (String name : (workers == null ? "" : workers).split(",")) {
      WorkerId worker = parameters.worker("workers", name);
      if (worker != null) {
        all.add(worker);
      }
    }
    if (all.size() > MAX_WORKERS) {
      parameters.reject("workers", "must be at most " + MAX_WORKERS);
    } else if (all.isEmpty() && parameters.errors().isEmpty()) {
      parameters.reject("workers", "is required");
    }
    int seconds = parameters.whole("wait", wait, 0, MAX_WAIT_SECONDS, 0);
    Set<JobId> known = parameters.jobs("except", except);
    parameters.verify();
    CompletableFuture<Map<WorkerId, List<JobView>>> held =
        waiting.ofAll(all, known, Duration.ofSeconds(seconds));
    CompletableFuture<Map<String, List<JobView>>> answer = held.thenApply(PendingController::named);
    // A client that gave up holds no poll.
    answer.whenComplete((sent, failure) -> held.cancel(false));
    return answer;
  }

  private static Map<String, List<JobView>> named(Map<WorkerId, List<JobView>> held) {
    Map<String, List<JobView>> named = new LinkedHashMap<>();
    held.forEach((worker, jobs) -> named.put(worker.value(), jobs));
    return named;
  }
}
