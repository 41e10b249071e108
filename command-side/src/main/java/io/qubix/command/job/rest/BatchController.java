package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.view.JobView;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.json.UnreadableJson;
import io.qubix.api.request.Fields;
import io.qubix.api.request.HeaderText;
import io.qubix.command.bus.PartOutcome;
import io.qubix.command.bus.PartRefused;
import io.qubix.command.job.bulk.BulkAnswer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Creates many jobs in one request: each by itself, or all or none. */
@RestController
@Profile("command | !query")
class BatchController {

  private static final String JOBS = "jobs";
  private static final String ATOMIC = "atomic";

  private static final Members MEMBERS =
      Members.of(ATOMIC).with(JOBS, NewJob.MEMBERS.inEach(Limits.IN_BULK));

  record CreatedInBatch(boolean success, JobView job) {}

  private final Creations creations;
  private final Clock clock;

  BatchController(Creations creations, Clock clock) {
    this.creations = creations;
    this.clock = clock;
  }

  @PostMapping("/api/jobs/batch")
  CompletableFuture<BulkAnswer> create(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody(required = false) @Nullable JsonBody body) {
    Fields fields = Fields.of(body, MEMBERS);
    List<JsonNode> entries = fields.entries(JOBS, Limits.IN_BULK);
    boolean atomic = Boolean.TRUE.equals(fields.flag(ATOMIC));
    fields.verify();
    String ofBatch = key == null ? null : HeaderText.idempotencyKey(key);
    Instant now = clock.instant();
    List<PartOutcome<NewJob>> read =
        IntStream.range(0, entries.size())
            .mapToObj(i -> PartOutcome.of(() -> NewJob.of(entries.get(i), keyOf(ofBatch, i), now)))
            .toList();
    return (atomic ? allOrNone(read) : each(read)).thenApply(BatchController::answer);
  }

  /** Returns the key of an entry without one: a repeat of the whole batch then creates nothing. */
  private static @Nullable String keyOf(@Nullable String ofBatch, int place) {
    // No header contains a line break.
    return ofBatch == null ? null : ofBatch + "\n" + place;
  }

  private CompletableFuture<List<PartOutcome<JobView>>> each(List<PartOutcome<NewJob>> read) {
    return creations
        .createAll(PartOutcome.answers(read))
        .thenApply(created -> PartOutcome.inPlaces(read, created));
  }

  private CompletableFuture<List<PartOutcome<JobView>>> allOrNone(List<PartOutcome<NewJob>> read) {
    for (int i = 0; i < read.size(); i++) {
      RuntimeException failure = read.get(i).failure();
      if (failure != null) {
        throw refusalOf(i, failure);
      }
    }
    try {
      return creations
          .createAllOrNone(PartOutcome.answers(read))
          .thenApply(BatchController::withoutFailures);
    } catch (PartRefused refused) {
      throw refusalOf(refused.index(), refused.reason());
    }
  }

  /** A job that exists but cannot be shown is worth a repeat of the whole. */
  private static List<PartOutcome<JobView>> withoutFailures(List<PartOutcome<JobView>> created) {
    for (PartOutcome<JobView> part : created) {
      if (part.failure() != null) {
        throw part.failure();
      }
    }
    return created;
  }

  private static RuntimeException refusalOf(int place, RuntimeException failure) {
    String entry = JOBS + "[" + place + "]";
    if (failure instanceof Rejection.Invalid invalid) {
      return new Rejection.Invalid(
          invalid.errors().stream()
              .map(error -> new Rejection.FieldError(entry + "." + error.field(), error.message()))
              .toList());
    }
    boolean isOfTheEntry = failure instanceof Rejection || failure instanceof UnreadableJson;
    return isOfTheEntry ? new Rejection.Invalid(entry, failure.getMessage()) : failure;
  }

  private static BulkAnswer answer(List<PartOutcome<JobView>> parts) {
    return BulkAnswer.of(
        parts.stream().map(part -> part.map(job -> new CreatedInBatch(true, job))).toList());
  }
}
