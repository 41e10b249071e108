package io.qubix.command.job.report;

import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.lease.Sessions;
import io.qubix.api.request.Fields;
import io.qubix.command.bus.PartOutcome;
import io.qubix.command.job.bulk.BulkAnswer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes the reports of workers about their jobs. */
@RestController
@Profile("command | !query")
class ReportController {

  private static final Members IN_BULK =
      Members.of().with("reports", BulkReport.MEMBERS.inEach(Limits.IN_BULK));

  private final Reports reports;
  private final NextJobs nextJobs;
  private final Clock clock;

  ReportController(Reports reports, NextJobs nextJobs, Clock clock) {
    this.reports = reports;
    this.nextJobs = nextJobs;
    this.clock = clock;
  }

  @PostMapping("/api/jobs/{jobId}/progress")
  Progressed progress(
      @PathVariable String jobId,
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String session,
      @RequestBody(required = false) @Nullable JsonBody body) {
    JobId job = JobId.parse(jobId);
    return reports.take(job, ProgressRequest.of(body, session, clock.instant()));
  }

  @PostMapping("/api/jobs/{jobId}/complete")
  CompletableFuture<Closed> complete(
      @PathVariable String jobId,
      @RequestParam(required = false) @Nullable String next,
      @RequestParam(required = false) @Nullable String wait,
      @RequestParam(required = false) @Nullable String except,
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String session,
      @RequestBody(required = false) @Nullable JsonBody body) {
    JobId job = JobId.parse(jobId);
    NextJobs.Wish wish = NextJobs.wish(next, wait, except);
    CompleteRequest request = CompleteRequest.of(body, session);
    Closed closed = reports.take(job, request);
    if (wish == null) {
      return CompletableFuture.completedFuture(closed);
    }
    // The result may be large, and the next job may take a minute to come.
    body.release();
    return nextJobs.withNext(request.worker(), request.session(), wish, closed::with);
  }

  @PostMapping("/api/jobs/reports")
  BulkAnswer reports(
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String session,
      @RequestBody(required = false) @Nullable JsonBody body) {
    Instant now = clock.instant();
    Fields fields = Fields.of(body, IN_BULK);
    List<JsonNode> entries = fields.entries("reports", Limits.IN_BULK);
    fields.verify();
    List<PartOutcome<BulkReport>> read =
        IntStream.range(0, entries.size())
            .mapToObj(
                i -> PartOutcome.of(() -> BulkReport.of(entries.get(i), session, each(now, i))))
            .toList();
    return BulkAnswer.of(PartOutcome.inPlaces(read, reports.takeAll(PartOutcome.answers(read))));
  }

  /** Keeps two equal reports apart: telemetry takes one of the same instant for a repeat. */
  private static Instant each(Instant now, int place) {
    return now.plus(place, ChronoUnit.MICROS);
  }
}
