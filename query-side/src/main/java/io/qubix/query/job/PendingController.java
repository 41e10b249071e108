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
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@ForQueries
@Tag(name = "Jobs")
class PendingController {

  private static final int MAX_WAIT_SECONDS = 60;

  /** Only for the container, should an answer never come: ours is always earlier. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Waiting waiting;
  private final JsonMapper json;

  PendingController(Waiting waiting, JsonMapper json) {
    this.waiting = waiting;
    this.json = json;
  }

  @GetMapping("/api/jobs/pending/{workerId}")
  @Operation(
      summary = "What a worker has to do, oldest first, at most 5",
      description =
          "With `wait`, an empty answer is held back until a job is assigned, or the time is up.")
  @ApiResponse(
      responseCode = "200",
      description = "Empty for an unknown worker",
      content = @Content(examples = @ExampleObject(Examples.JOBS)))
  @Nullable List<JobView> pending(
      @PathVariable @Parameter(example = "worker-1") String workerId,
      @RequestParam("wait") @Parameter(description = "Seconds, 0 to 60", example = "30")
          @Nullable String wait,
      HttpServletRequest request) {
    HeldRequest.throwFailure(request);
    Parameters parameters = new Parameters();
    WorkerId worker = parameters.worker("workerId", workerId);
    int seconds = parameters.whole("wait", wait, 0, MAX_WAIT_SECONDS, 0);
    parameters.verify();
    if (worker == null) {
      return List.of();
    }
    CompletableFuture<List<JobView>> answer =
        waiting.pendingOf(worker, Duration.ofSeconds(seconds));
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      return answer.join();
    }
    hold(request, answer, Duration.ofSeconds(seconds));
    return null;
  }

  private void hold(
      HttpServletRequest request, CompletableFuture<List<JobView>> answer, Duration patience) {
    // A client that went away waits no longer.
    HeldRequest held = HeldRequest.hold(request, patience.plus(GRACE), () -> answer.cancel(false));
    answer.whenComplete(
        (jobs, failure) -> {
          if (failure == null) {
            held.answer(jobs, json);
          } else if (!answer.isCancelled()) {
            held.fail(cause(failure));
          }
        });
  }

  private static RuntimeException cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RuntimeException known ? known : new CompletionException(cause);
  }
}
