package io.qubix.query.audit;

import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log, for whoever wants to see for themselves. */
@RestController
@ForQueries
@Tag(name = "audit")
class AuditLogController {

  private static final String PAGE =
      """
      {"events": [
        {"position": 7, "stream": "user:ALICE", "sequence": 0, "type": "UserRenamed",
         "revision": "1", "timestamp": "2026-11-23T17:36:00.123Z",
         "payload": {"qubicAddress": "ALICE", "username": "alice",
           "at": "2026-11-23T17:36:00.120Z"}}],
       "next": 7}
      """;

  private final LogPages log;

  AuditLogController(LogPages log) {
    this.log = log;
  }

  @Operation(
      summary = "The log, oldest first",
      description =
          "Every event as stored. Positions have no gaps and are the order of commits. To go on, ask"
              + " with `after` set to `next`, until `next` is null; a page may have fewer events than"
              + " asked for, even none, where few fit.")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = PAGE)))
  @GetMapping("/api/audit/events")
  LogPages.Page events(
      @Parameter(description = "the position to go on from; 0 is the beginning", example = "0")
          @RequestParam(required = false)
          @Nullable String after,
      @Parameter(description = "events of this type only", example = "UserRenamed")
          @RequestParam(required = false)
          @Nullable String type,
      @Parameter(description = "events of this stream only", example = "user:ALICE")
          @RequestParam(required = false)
          @Nullable String stream,
      @Parameter(description = "1 to 500; 100 unless given") @RequestParam(required = false)
          @Nullable String limit) {
    Parameters parameters = new Parameters();
    long position = position(parameters, after);
    String ofType = parameters.text("type", type);
    String ofStream = parameters.text("stream", stream);
    int most = parameters.limit(limit);
    parameters.verify();
    return log.after(position, ofType, ofStream, most);
  }

  private static long position(Parameters parameters, @Nullable String after) {
    if (after == null || after.isEmpty()) {
      return 0;
    }
    try {
      long position = Long.parseLong(after);
      // So far from the end of the numbers that nothing can be added to it wrongly.
      if (position >= 0 && position <= Long.MAX_VALUE / 2) {
        return position;
      }
    } catch (NumberFormatException e) {
      // falls through to the rejection
    }
    parameters.reject("after", "must be a position, 0 or more");
    return 0;
  }
}
