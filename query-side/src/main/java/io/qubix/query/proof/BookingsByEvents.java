package io.qubix.query.proof;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.StoredEvent;
import io.qubix.query.proof.ExpectedBooking.Movement;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Follows the jobs through the log and derives the transactions that should be in the books, by a
 * rule for each type of event. It reports every event that contradicts an earlier one, and
 * remembers only jobs that may still lead to a payment. A charge is the price of the time, or the
 * most that the job may cost if that is less.
 */
final class BookingsByEvents {

  /** The events that concern money, by type. */
  static final Map<String, MoneyRule> RULES =
      Map.of(
          "JobCreated", rule(BookingsByEvents::created),
          "JobAssigned", rule(BookingsByEvents::assigned),
          "JobAttemptFailed", rule(BookingsByEvents::failed),
          "JobCancelled", rule(BookingsByEvents::ended),
          "JobFailed", rule(BookingsByEvents::ended),
          "JobCompleted", (event, known) -> known.completed(event));

  private final Map<String, MoneyRule> rules;
  private final EventLog log;
  private final Differences differences;
  private final Map<UUID, AgreedAttempt> attempts = new HashMap<>();

  /** The most that jobs may cost, of those that say so. */
  private final Map<UUID, BigInteger> caps = new HashMap<>();

  BookingsByEvents(Map<String, MoneyRule> rules, EventLog log, Differences differences) {
    this.rules = rules;
    this.log = log;
    this.differences = differences;
  }

  private static MoneyRule rule(BiConsumer<BookingsByEvents, StoredEvent> noting) {
    return (event, known) -> {
      noting.accept(known, event);
      return null;
    };
  }

  /** Returns the transaction that follows from the event, or null when none does. */
  @Nullable ExpectedBooking after(StoredEvent event) {
    try {
      MoneyRule rule = rules.get(event.type());
      return rule == null ? null : rule.after(event, this);
    } catch (IllegalArgumentException e) {
      note(event, null, "the event can't be read", null, e.getMessage());
      return null;
    }
  }

  private void created(StoredEvent event) {
    JsonNode most = event.payload().path("terms").path("maxTotalCost");
    if (!most.isMissingNode() && !most.isNull()) {
      caps.put(job(event), Charge.micros(most));
    }
  }

  private void ended(StoredEvent event) {
    attempts.remove(job(event));
    caps.remove(job(event));
  }

  private void assigned(StoredEvent event) {
    JsonNode payload = event.payload();
    UUID job = job(event);
    int number = number(payload, "attempt");
    AgreedAttempt before = attempts.get(job);
    int next = before == null ? 1 : before.number() + 1;
    if (number != next || before != null && !before.isOver()) {
      note(event, job, "the job was assigned out of turn", null, number);
      return;
    }
    JsonNode terms = payload.path("provider");
    attempts.put(
        job,
        new AgreedAttempt(
            number,
            text(terms, "workerId"),
            text(terms, "qubicAddress"),
            Charge.micros(terms.path("pricePerHour")),
            false));
  }

  private void failed(StoredEvent event) {
    boolean willRetry = event.payload().path("willRetry").booleanValue();
    attempts.computeIfPresent(job(event), (id, attempt) -> willRetry ? attempt.over() : null);
  }

  private @Nullable ExpectedBooking completed(StoredEvent event) {
    JsonNode payload = event.payload();
    UUID job = job(event);
    AgreedAttempt attempt = attempts.remove(job);
    BigInteger most = caps.remove(job);
    int number = number(payload, "attempt");
    String worker = text(payload, "worker");
    if (attempt == null || attempt.isOver()) {
      String what =
          wasCompletedBefore(event)
              ? "the job was completed twice"
              : "the job was completed by a worker that had not the attempt";
      note(event, job, what, null, worker + ", attempt " + number);
      return null;
    }
    if (number != attempt.number() || !worker.equals(attempt.worker())) {
      note(
          event,
          job,
          "the job was completed by a worker that had not the attempt",
          attempt.worker() + ", attempt " + attempt.number(),
          worker + ", attempt " + number);
    }
    String earner = text(payload, "earner");
    if (!earner.equals(attempt.earner())) {
      note(event, job, "the earner is not the assigned provider's", attempt.earner(), earner);
    }
    BigInteger price = Charge.micros(payload.path("pricePerHour"));
    if (!price.equals(attempt.price())) {
      note(
          event,
          job,
          "the price is not that of the assignment",
          Difference.qubic(attempt.price()),
          Difference.qubic(price));
    }
    BigInteger worth = Charge.of(Charge.nanos(payload.path("duration")), attempt.price());
    BigInteger amount = most == null ? worth : worth.min(most);
    BigInteger cost = Charge.micros(payload.path("cost"));
    if (!cost.equals(amount)) {
      note(
          event,
          job,
          "the cost does not follow from the duration and the price at assignment",
          Difference.qubic(amount),
          Difference.qubic(cost));
    }
    return new ExpectedBooking(
        JobCompleted.transactionId(new JobId(job), attempt.number()),
        event.position(),
        "JOB_PAYMENT",
        job,
        List.of(
            new Movement(
                "consumer:" + text(payload, "consumer"), "provider:" + attempt.earner(), amount)));
  }

  /**
   * Looks up whether the job was completed earlier. Only a contradiction leads here, so finished
   * jobs need not be remembered.
   */
  private boolean wasCompletedBefore(StoredEvent event) {
    return !differences.isFull()
        && log.stream(event.stream()).stream()
            .anyMatch(
                earlier ->
                    earlier.position() < event.position() && earlier.type().equals("JobCompleted"));
  }

  private void note(
      StoredEvent event,
      @Nullable UUID job,
      String what,
      @Nullable Object expected,
      @Nullable Object found) {
    differences.add(new Difference(null, null, job, event.position(), what, expected, found));
  }

  private static UUID job(StoredEvent event) {
    return UUID.fromString(text(event.payload(), "jobId"));
  }

  static String text(JsonNode payload, String member) {
    JsonNode text = payload.path(member);
    if (!text.isString()) {
      throw new IllegalArgumentException(member + " is not a text: " + text);
    }
    return text.stringValue();
  }

  private static int number(JsonNode payload, String member) {
    JsonNode number = payload.path(member);
    if (!number.isInt()) {
      throw new IllegalArgumentException(member + " is not a number: " + number);
    }
    return number.intValue();
  }
}
