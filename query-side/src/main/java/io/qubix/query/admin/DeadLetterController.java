package io.qubix.query.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.Rejection;
import io.qubix.api.request.Storable;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.projection.DeadLetters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
@Tag(name = "Admin")
class DeadLetterController {

  /**
   * What a retry brought.
   *
   * @param success whether the event that was meant is taken in now
   * @param handled how many events of its stream were taken in
   * @param remaining how many of them wait on
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Outcome(boolean success, int handled, int remaining, @Nullable String error) {}

  private final DeadLetters letters;

  DeadLetterController(DeadLetters letters) {
    this.letters = letters;
  }

  @GetMapping("/api/admin/dead-letters")
  @Operation(
      summary = "The events that a read model could not take in, oldest first",
      description = "One without a cause only waits behind an earlier one of its stream.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      [{"id": "7f3c2f7e-54d0-4b5e-8d4c-2a1b3c4d5e6f", "processor": "job",
                        "stream": "job:0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b", "position": 4711,
                        "eventType": "JobAssigned",
                        "eventId": "b1b9b2de-3c44-4d11-9f6e-0a1b2c3d4e5f",
                        "eventTimestamp": "2026-11-23T17:36:00.123Z",
                        "cause": "A job's first event must be its creation",
                        "since": "2026-11-23T17:36:00.140Z",
                        "lastTried": "2026-11-23T17:40:00Z", "attempts": 1}]""")))
  List<DeadLetters.Letter> list(
      @RequestParam @Parameter(description = "1 to 500; 100 unless given") @Nullable String limit) {
    Parameters parameters = new Parameters();
    int count = parameters.limit(limit);
    parameters.verify();
    return letters.oldest(count);
  }

  @PostMapping("/api/admin/dead-letters/{id}/retry")
  @Operation(
      summary = "Tries to take in an event, and its stream with it",
      description =
          "The events of the stream are taken in from its oldest on, until one cannot be.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"success": true, "handled": 3, "remaining": 0}""")))
  @ApiResponse(responseCode = "404", description = "No such dead letter")
  Outcome retry(@PathVariable String id) {
    if (!Storable.isText(id)) {
      throw new Rejection.NotFound("There is no such dead letter");
    }
    DeadLetters.Retried retried = letters.retry(id);
    return new Outcome(!letters.holds(id), retried.handled(), retried.remaining(), retried.error());
  }
}
