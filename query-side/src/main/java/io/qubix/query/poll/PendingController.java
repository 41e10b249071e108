package io.qubix.query.poll;

import io.qubix.api.job.view.AtWork;
import io.qubix.api.job.view.JobView;
import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class PendingController {

  private static final int MAX_WAIT_SECONDS = 60;

  private static final int MAX_WORKERS = 100;

  private final LongPolls waiting;
  private final DetailedPolls detailed;

  PendingController(LongPolls waiting, DetailedPolls detailed) {
    this.waiting = waiting;
    this.detailed = detailed;
  }

  @GetMapping("/api/jobs/pending/{workerId}")
  CompletableFuture<?> pending(
      @PathVariable String workerId,
      @RequestParam("wait") @Nullable String wait,
      @RequestParam("except") @Nullable String except,
      @RequestParam("details") @Nullable String details,
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String header) {
    Parameters parameters = new Parameters();
    WorkerId worker = parameters.worker("workerId", workerId);
    int seconds = parameters.whole("wait", wait, 0, MAX_WAIT_SECONDS, 0);
    AtWork known = parameters.atWork("except", except);
    boolean isDetailed = parameters.flag("details", details);
    parameters.verify();
    Duration patience = Duration.ofSeconds(seconds);
    if (worker == null) {
      return CompletableFuture.completedFuture(
          isDetailed ? DetailedPolls.Pending.NOTHING : List.of());
    }
    String session = header == null || header.isBlank() ? null : header;
    return isDetailed
        ? detailed.of(worker, session, known, patience)
        : waiting.of(worker, session, known, patience);
  }

  /** Answers with what several workers hold; a name with a comma can only be asked for alone. */
  @GetMapping("/api/jobs/pending")
  CompletableFuture<Map<String, List<JobView>>> pendingOfAll(
      @RequestParam("workers") @Nullable String workers,
      @RequestParam("wait") @Nullable String wait,
      @RequestParam("except") @Nullable String except,
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String header) {
    Parameters parameters = new Parameters();
    Set<WorkerId> all = new LinkedHashSet<>();
    Map<WorkerId, String> sessions = new HashMap<>();
    String[] names = (workers == null ? "" : workers).split(",");
    String[] named = header == null || header.isBlank() ? null : header.split(",", -1);
    for (int i = 0; i < names.length; i++) {
      WorkerId worker = parameters.worker("workers", names[i]);
      if (worker != null) {
        all.add(worker);
        if (named != null && named.length == names.length && !named[i].isBlank()) {
          sessions.put(worker, named[i].strip());
        }
      }
    }
    if (named != null && named.length != names.length) {
      parameters.reject(Sessions.HEADER, "must name a session, or nothing, for each worker");
    }
    if (all.size() > MAX_WORKERS) {
      parameters.reject("workers", "must be at most " + MAX_WORKERS);
    } else if (all.isEmpty() && parameters.errors().isEmpty()) {
      parameters.reject("workers", "is required");
    }
    int seconds = parameters.whole("wait", wait, 0, MAX_WAIT_SECONDS, 0);
    AtWork known = parameters.atWork("except", except);
    parameters.verify();
    CompletableFuture<Map<WorkerId, List<JobView>>> held =
        waiting.ofAll(all, sessions, known, Duration.ofSeconds(seconds));
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
