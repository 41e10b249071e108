package io.qubix.app.console;

import io.qubix.api.job.JobRules;
import io.qubix.api.log.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event of a job, for its timeline.
 *
 * @param title the event in words
 * @param changed what it changed
 * @param status the job's status from then on, or null when it stayed the same
 * @param count of events in this step: consecutive reports of progress are one step
 */
record Step(
    long sequence,
    String type,
    String title,
    String changed,
    @Nullable String status,
    Instant at,
    int count) {

  /** Returns the steps, oldest first. */
  static List<Step> of(List<StoredEvent> events) {
    List<Step> steps = new ArrayList<>();
    int from = 0;
    for (StoredEvent event : events) {
      Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
      if (event.type().equals("JobProgressed")
          && last != null
          && last.type().equals("JobProgressed")) {
        steps.set(steps.size() - 1, progressed(last, event, from));
        continue;
      }
      from = event.payload().path("progress").asInt(0);
      steps.add(of(event));
    }
    return steps;
  }

  private static Step progressed(Step last, StoredEvent event, int from) {
    int to = event.payload().path("progress").asInt();
    String operation = event.payload().path("currentOperation").asString("");
    String changed =
        from + " % → " + to + " %" + (operation.isEmpty() ? "" : ", now: " + operation);
    return new Step(
        last.sequence(),
        last.type(),
        last.title(),
        changed,
        null,
        Attempt.when(event),
        last.count() + 1);
  }

  private static Step of(StoredEvent event) {
    JsonNode payload = event.payload();
    return switch (event.type()) {
      case "JobCreated" ->
          step(
              event,
              "Submitted",
              "by " + text(payload, "consumer") + " for " + text(payload, "modelType"),
              "PENDING");
      case "JobLeftWaiting" ->
          step(event, "Left waiting", "no provider was found for it yet", null);
      case "JobAssigned" ->
          step(
              event,
              "Assigned",
              "attempt "
                  + text(payload, "attempt")
                  + " to "
                  + text(payload.path("provider"), "workerId")
                  + " at "
                  + text(payload.path("provider"), "pricePerHour")
                  + " QUBIC an hour",
              "ASSIGNED");
      case "JobStarted" -> step(event, "Started", text(payload, "worker") + " began", "RUNNING");
      case "JobProgressed" ->
          step(event, "Progress", text(payload, "progress") + " %" + operation(payload), null);
      case "JobCompleted" ->
          step(
              event,
              "Completed",
              text(payload, "cost") + " QUBIC went to " + text(payload, "earner"),
              "COMPLETED");
      case "JobAttemptFailed" ->
          step(
              event,
              "Attempt failed",
              text(payload, "error")
                  + (payload.path("willRetry").asBoolean() ? "; it goes to another provider" : ""),
              null);
      case "JobRequeued" ->
          step(event, "Back in the market", "for attempt " + text(payload, "attempt"), "PENDING");
      case "JobFailed" -> step(event, "Failed", text(payload, "error"), "FAILED");
      case "JobCancelled" ->
          step(
              event, "Cancelled", payload.path("reason").asString("without a reason"), "CANCELLED");
      case "JobAssignmentTimedOut" ->
          step(
              event,
              "Waited " + JobRules.PATIENCE.toSeconds() + " s",
              "it stays in the market; a provider that failed it may have it, too",
              null);
      default -> step(event, event.type(), "", null);
    };
  }

  private static String operation(JsonNode payload) {
    String operation = payload.path("currentOperation").asString("");
    return operation.isEmpty() ? "" : ", " + operation;
  }

  private static Step step(
      StoredEvent event, String title, String changed, @Nullable String status) {
    return new Step(event.sequence(), event.type(), title, changed, status, Attempt.when(event), 1);
  }

  private static String text(JsonNode payload, String member) {
    JsonNode value = payload.path(member);
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asString("");
  }
}
