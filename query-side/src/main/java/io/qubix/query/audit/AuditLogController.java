package io.qubix.query.audit;

import io.qubix.api.Rejection;
import io.qubix.api.log.StoredEvent;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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

  private static final String EVENT =
      """
      {"position": 7, "stream": "user:ALICE", "sequence": 0, "type": "UserRenamed",
       "revision": "1", "timestamp": "2026-11-23T17:36:00.123Z",
       "payload": {"qubicAddress": "ALICE", "username": "alice",
         "at": "2026-11-23T17:36:00.120Z"}}
      """;

  /** Which end of the log a list begins with. */
  enum Order {
    OLDEST,
    NEWEST
  }

  private final LogSearch log;

  AuditLogController(LogSearch log) {
    this.log = log;
  }

  @Operation(
      summary = "The log, oldest or newest first",
      description =
          "Every event as stored. Positions have no gaps and are the order of commits. To go on, ask"
              + " with `after` (with `before`, newest first) set to `next`, until `next` is null; a"
              + " page may have fewer events than asked for, even none, where few fit.")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = PAGE)))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  @GetMapping("/api/audit/events")
  LogSearch.Page events(
      @Parameter(description = "the position to go on from; 0 is the beginning", example = "0")
          @RequestParam(required = false)
          @Nullable String after,
      @Parameter(description = "newest first: the position to go on from", example = "8")
          @RequestParam(required = false)
          @Nullable String before,
      @Parameter(description = "`oldest` or `newest`; oldest unless given", example = "oldest")
          @RequestParam(required = false)
          @Nullable String order,
      @Parameter(description = "events of this type only", example = "UserRenamed")
          @RequestParam(required = false)
          @Nullable String type,
      @Parameter(description = "events of this stream only", example = "user:ALICE")
          @RequestParam(required = false)
          @Nullable String stream,
      @Parameter(description = "events of this moment or later", example = "2026-11-23T17:00:00Z")
          @RequestParam(required = false)
          @Nullable String since,
      @Parameter(description = "events before this moment", example = "2026-11-23T18:00:00Z")
          @RequestParam(required = false)
          @Nullable String until,
      @Parameter(description = "1 to 500; 100 unless given") @RequestParam(required = false)
          @Nullable String limit) {
    Parameters parameters = new Parameters();
    Long from = position(parameters, "after", after);
    Long upTo = position(parameters, "before", before);
    Order wanted = parameters.word("order", order, Order.class);
    LogSearch.Selection selection =
        new LogSearch.Selection(
            parameters.text("type", type),
            parameters.stream("stream", stream),
            parameters.instant("since", since),
            parameters.instant("until", until));
    int most = parameters.limit(limit);
    if (wanted == Order.NEWEST ? from != null : upTo != null) {
      parameters.reject(
          wanted == Order.NEWEST ? "after" : "before", "is for lists in the other order");
    }
    parameters.verify();
    return wanted == Order.NEWEST
        ? log.before(upTo, selection, most)
        : log.after(from == null ? 0 : from, selection, most);
  }

  @Operation(summary = "An event as stored")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = EVENT)))
  @ApiResponse(responseCode = "404", description = "No such event")
  @GetMapping("/api/audit/events/{position}")
  StoredEvent event(@Parameter(example = "7") @PathVariable String position) {
    Parameters parameters = new Parameters();
    Long place = position(parameters, "position", position);
    return Optional.ofNullable(place)
        .flatMap(log::at)
        .orElseThrow(() -> new Rejection.NotFound("There is no such event"));
  }

  private static @Nullable Long position(
      Parameters parameters, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    try {
      long position = Long.parseLong(value);
      // So far from the end of the numbers that nothing can be added to it wrongly.
      if (position >= 0 && position <= Long.MAX_VALUE / 2) {
        return position;
      }
    } catch (NumberFormatException e) {
      // falls through to the rejection
    }
    parameters.reject(name, "must be a position, 0 or more");
    return null;
  }
}
