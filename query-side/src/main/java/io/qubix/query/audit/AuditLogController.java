package io.qubix.query.audit;

import io.qubix.api.Rejection;
import io.qubix.log.read.StoredEvent;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the log for auditors. */
@RestController
@ForQueries
class AuditLogController {

  /** The end of the log at which a list begins. */
  enum Order {
    OLDEST,
    NEWEST
  }

  private final LogSearch log;

  AuditLogController(LogSearch log) {
    this.log = log;
  }

  @GetMapping("/api/audit/events")
  LogSearch.Page events(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String order,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String stream,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    Long from = parameters.position("after", after);
    Long upTo = parameters.position("before", before);
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
          wanted == Order.NEWEST ? "after" : "before",
          "cannot be used with lists in the other order");
    }
    parameters.verify();
    return wanted == Order.NEWEST
        ? log.before(upTo, selection, most)
        : log.after(from == null ? 0 : from, selection, most);
  }

  @GetMapping("/api/audit/events/{position}")
  StoredEvent event(@PathVariable String position) {
    Parameters parameters = new Parameters();
    Long place = parameters.position("position", position);
    return Optional.ofNullable(place)
        .flatMap(log::at)
        .orElseThrow(() -> Rejection.NotFound.noSuch("event"));
  }
}
