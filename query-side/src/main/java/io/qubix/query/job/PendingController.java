package io.qubix.query.job;

import io.qubix.api.job.JobView;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Jobs")
class PendingController {

  private static final int MAX_WAIT_SECONDS = 60;

  private final Waiting waiting;

  PendingController(Waiting waiting) {
    this.waiting = waiting;
  }

  @GetMapping("/api/jobs/pending/{workerId}")
  @Operation(
      summary = "What a worker has to do, oldest first, at most 5",
      description =
          "With `wait`, an empty answer is held back until a job is assigned, or the time is up:"
              + " after 55 seconds at most, for proxies give up at 60.")
  @ApiResponse(
      responseCode = "200",
      description = "Empty for an unknown worker",
      content = @Content(examples = @ExampleObject(Examples.JOBS)))
  CompletableFuture<List<JobView>> pending(
      @PathVariable @Parameter(example = "worker-1") String workerId,
      @RequestParam("wait") @Parameter(description = "Seconds, 0 to 60", example = "30")
          @Nullable String wait) {
    Parameters parameters = new Parameters();
    WorkerId worker = parameters.worker("workerId", workerId);
    int seconds = parameters.whole("wait", wait, 0, MAX_WAIT_SECONDS, 0);
    parameters.verify();
    return worker == null
        ? CompletableFuture.completedFuture(List.of())
        : waiting.pendingOf(worker, Duration.ofSeconds(seconds));
  }
}
