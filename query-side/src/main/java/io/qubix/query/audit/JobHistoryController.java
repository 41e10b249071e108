package io.qubix.query.audit;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.EventPage;
import io.qubix.log.read.EventRange;
import io.qubix.log.read.StoredEvent;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Serves the events of a job. */
@RestController
@ForQueries
class JobHistoryController {

  /** The key is the position of an event. */
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

  @GetMapping("/api/jobs/{jobId}/events")
  ResponseEntity<List<Step>> history(
      @PathVariable String jobId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.whole("limit", limit, 1, Parameters.MAX_LIMIT, Parameters.MAX_LIMIT);
    Cursor place = parameters.requiredCursor("after", after, CURSOR);
    parameters.verify();
    String stream = JobId.parse(jobId).toString();
    EventPage page =
        log.page(EventRange.ofStream(stream, place == null ? 0 : place.number(0)), most);
    List<StoredEvent> events = page.events();
    if (events.isEmpty() && place == null) {
      throw Rejection.NotFound.job();
    }
    return NextPage.of(
        events.stream().map(Step::of).toList(),
        "after",
        page.more() ? Cursor.of(CURSOR, events.get(events.size() - 1).position()) : null);
  }
}
