package io.qubix.query.poll;

import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.PendingJobs;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import java.time.Duration;
import java.util.List;
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

  private final PendingJobs waiting;

  PendingController(PendingJobs waiting) {
    this.waiting = waiting;
  }

  @GetMapping("/api/jobs/pending/{workerId}")
  CompletableFuture<List<JobView>> pending(
      @PathVariable String workerId, @RequestParam("wait") @Nullable String wait) {
    Parameters parameters = new Parameters();
    WorkerId worker = parameters.worker("workerId", workerId);
    int seconds = parameters.whole("wait", wait, 0, MAX_WAIT_SECONDS, 0);
    parameters.verify();
    return worker == null
        ? CompletableFuture.completedFuture(List.of())
        : waiting.of(worker, Duration.ofSeconds(seconds));
  }
}
