package io.qubix.query.audit;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.log.EventLog;
import io.qubix.api.log.EventPage;
import io.qubix.api.log.EventRange;
import io.qubix.api.log.StoredEvent;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What happened to a job. */
@RestController
@ForQueries
@Tag(name = "jobs")
class JobHistoryController {

  private static final String HISTORY =
      """
      [{"sequence": 0, "type": "JobCreated", "timestamp": "2026-11-23T17:36:00.123Z",
        "payload": {"jobId": "01a2097a-9c7b-736e-91b2-336c0e4923f7", "consumer": "ALICE",
          "modelType": "all-minilm-l6-v2", "computeNeeded": 0.5, "inputData": {"texts": ["hi"]},
          "maxPrice": 2.000000, "estimatedCost": 1.000000,
          "createdAt": "2026-11-23T17:36:00.123Z"}},
       {"sequence": 1, "type": "JobLeftWaiting", "timestamp": "2026-11-23T17:36:00.131Z",
        "payload": {"jobId": "01a2097a-9c7b-736e-91b2-336c0e4923f7", "attempt": 1,
          "waitingSince": "2026-11-23T17:36:00.123Z", "at": "2026-11-23T17:36:00.130Z"}}]
      """;

  /** Its key is the position of an event. */
  private static final Cursor.Kind CURSOR = new Cursor.Kind("history", 1);

  private final EventLog log;

  JobHistoryController(EventLog log) {
    this.log = log;
  }

  /** An event of the job, as stored. */
  record Step(long sequence, String type, Instant timestamp, JsonNode payload) {

    static Step of(StoredEvent event) {
      return new Step(event.sequence(), event.type(), event.timestamp(), event.payload());
    }
  }

  @Operation(
      summary = "The job's history as stored, oldest first",
      description =
          "The header `Link` leads to what follows, where that is more than an answer may carry.")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = HISTORY)))
  @ApiResponse(responseCode = "404", description = "No such job")
  @GetMapping("/api/jobs/{jobId}/events")
  ResponseEntity<List<Step>> history(
      @PathVariable String jobId,
      @Parameter(description = "The cursor of `Link`: only later events")
          @RequestParam(required = false)
          @Nullable String after,
      @Parameter(description = "1 to 500; 500 unless given") @RequestParam(required = false)
          @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.whole("limit", limit, 1, Parameters.MAX_LIMIT, Parameters.MAX_LIMIT);
    Cursor place = parameters.requiredCursor("after", after, CURSOR);
    parameters.verify();
    String stream = JobId.parse(jobId).toString();
    EventPage page =
        log.page(EventRange.ofStream(stream, place == null ? 0 : place.number(0)), most);
    List<StoredEvent> events = page.events();
    if (events.isEmpty() && place == null) {
      throw new Rejection.NotFound("There is no such job");
    }
    return NextPage.of(
        events.stream().map(Step::of).toList(),
        "after",
        page.more() ? Cursor.of(CURSOR, events.get(events.size() - 1).position()) : null);
  }
}
