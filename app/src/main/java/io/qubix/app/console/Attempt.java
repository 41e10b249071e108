package io.qubix.app.console;

import io.qubix.api.Money;
import io.qubix.api.log.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An attempt at a job: its provider, the receipt, and how it ended.
 *
 * @param status of this attempt: RUNNING, ASSIGNED, COMPLETED, FAILED or CANCELLED
 * @param error of a failed attempt
 */
record Attempt(
    int number,
    String providerId,
    String workerId,
    String name,
    Money pricePerHour,
    Receipt receipt,
    Instant assignedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    String status,
    @Nullable String error) {

  private static final List<String> TIMES =
      List.of(
          "at",
          "createdAt",
          "assignedAt",
          "startedAt",
          "completedAt",
          "failedAt",
          "requeuedAt",
          "cancelledAt");

  /**
   * Why this provider was chosen.
   *
   * @param leftOut the number of other providers, by reason
   */
  record Receipt(
      String policy,
      int considered,
      List<Candidate> best,
      Map<String, Integer> leftOut,
      List<LeftOut> examples) {

    public int leftOutInAll() {
      return leftOut.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  record Candidate(String workerId, Money pricePerHour, long totalJobs, Instant idleSince) {}

  record LeftOut(String workerId, String reason) {}

  /**
   * The progress of the running attempt.
   *
   * @param secondsLeft as its last report says
   */
  record Pace(@Nullable Double secondsLeft, @Nullable Money costSoFar) {}

  static Pace paceIn(List<StoredEvent> events) {
    Pace pace = new Pace(null, null);
    for (StoredEvent event : events) {
      JsonNode payload = event.payload();
      switch (event.type()) {
        case "JobAssigned", "JobRequeued" -> pace = new Pace(null, null);
        case "JobProgressed" ->
            pace =
                new Pace(
                    payload.path("timeRemaining").isNumber()
                        ? payload.path("timeRemaining").asDouble()
                        : null,
                    payload.path("costSoFar").isNumber() ? money(payload, "costSoFar") : null);
        default -> {}
      }
    }
    return pace;
  }

  /** Returns the attempts, newest first. */
  static List<Attempt> of(List<StoredEvent> events) {
    Map<Integer, Attempt> attempts = new TreeMap<>(java.util.Comparator.reverseOrder());
    for (StoredEvent event : events) {
      JsonNode payload = event.payload();
      int number = payload.path("attempt").asInt(0);
      if (event.type().equals("JobAssigned")) {
        attempts.put(number, assigned(number, event));
      } else if (attempts.containsKey(number)) {
        attempts.computeIfPresent(number, (n, attempt) -> attempt.after(event));
      }
    }
    return new ArrayList<>(attempts.values());
  }

  private Attempt after(StoredEvent event) {
    return switch (event.type()) {
      case "JobStarted" -> with(when(event), null, "RUNNING", null);
      case "JobCompleted" -> with(startedAt, when(event), "COMPLETED", null);
      case "JobCancelled" -> with(startedAt, when(event), "CANCELLED", null);
      case "JobAttemptFailed" ->
          with(startedAt, when(event), "FAILED", event.payload().path("error").asString(null));
      default -> this;
    };
  }

  private Attempt with(
      @Nullable Instant started, @Nullable Instant ended, String now, @Nullable String why) {
    return new Attempt(
        number,
        providerId,
        workerId,
        name,
        pricePerHour,
        receipt,
        assignedAt,
        started,
        ended,
        now,
        why);
  }

  /** Returns when the event happened, which is slightly before it was stored. */
  static Instant when(StoredEvent event) {
    for (String member : TIMES) {
      JsonNode at = event.payload().path(member);
      if (at.isString()) {
        return Instant.parse(at.stringValue());
      }
    }
    return event.timestamp();
  }

  private static Attempt assigned(int number, StoredEvent event) {
    JsonNode provider = event.payload().path("provider");
    String worker = provider.path("workerId").asString("");
    return new Attempt(
        number,
        provider.path("id").asString(""),
        worker,
        provider.path("name").asString(worker),
        money(provider, "pricePerHour"),
        receipt(event.payload().path("receipt")),
        when(event),
        null,
        null,
        "ASSIGNED",
        null);
  }

  private static Receipt receipt(JsonNode json) {
    List<Candidate> best = new ArrayList<>();
    for (JsonNode candidate : json.path("best")) {
      best.add(
          new Candidate(
              candidate.path("workerId").asString(""),
              money(candidate, "pricePerHour"),
              candidate.path("totalJobs").asLong(),
              Instant.parse(candidate.path("idleSince").asString())));
    }
    Map<String, Integer> leftOut = new LinkedHashMap<>();
    json.path("leftOut")
        .properties()
        .forEach(entry -> leftOut.put(entry.getKey(), entry.getValue().asInt()));
    List<LeftOut> examples = new ArrayList<>();
    for (JsonNode example : json.path("leftOutExamples")) {
      examples.add(
          new LeftOut(example.path("workerId").asString(""), example.path("reason").asString("")));
    }
    return new Receipt(
        json.path("policy").asString(""), json.path("considered").asInt(), best, leftOut, examples);
  }

  private static Money money(JsonNode json, String member) {
    return Money.of(json.path(member).decimalValue());
  }
}
