package io.qubix.query.projection;

import io.qubix.api.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcDeadLetter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The events that read models could not take in; none is ever skipped. */
public final class DeadLetters {

  /**
   * A parked event.
   *
   * @param processor of the read model that could not take it in
   * @param stream whose later events wait behind it
   * @param cause the failure, or null when it only waits behind another event
   * @param attempts the number of failed retries
   */
  public record Letter(
      String id,
      String processor,
      String stream,
      long position,
      String eventType,
      String eventId,
      Instant eventTimestamp,
      @Nullable String cause,
      Instant since,
      Instant lastTried,
      int attempts) {}

  /**
   * The result of a retry.
   *
   * @param handled the number of events of the stream that were taken in
   * @param remaining the number of events that still wait
   * @param error why the first of these could not be taken in, or null when none is left
   */
  public record Retried(int handled, int remaining, @Nullable String error) {}

  private final Map<String, Projection> projections = new TreeMap<>();
  private final Letters.Store store;
  private final TransactionManager transactions;
  private final ProjectionRows rows;
  private final JdbcTemplate jdbc;

  DeadLetters(
      Collection<Projection> projections,
      Letters.Store store,
      ProjectionRows rows,
      JdbcTemplate jdbc) {
    projections.forEach(projection -> this.projections.put(projection.name(), projection));
    this.store = store;
    this.transactions = store.transactions();
    this.rows = rows;
    this.jdbc = jdbc;
  }

  /** Returns the number of parked events of all read models. */
  public long count() {
    Long count =
        jdbc.queryForObject(
            "select count(*) from dead_letter_entry where processing_group = any (?)",
            Long.class,
            (Object) projections.keySet().toArray(String[]::new));
    return count == null ? 0 : count;
  }

  /** Returns those that wait longest. */
  public List<Letter> oldest(int limit) {
    List<Letter> letters = new ArrayList<>();
    for (String projection : projections.keySet()) {
      for (JdbcDeadLetter<EventMessage<?>> letter :
          store.of(projection, Tables.LIVE).oldest(limit)) {
        letters.add(letter(projection, letter));
      }
    }
    letters.sort(Comparator.comparing(Letter::since).thenComparingLong(Letter::position));
    return letters.size() > limit ? letters.subList(0, limit) : letters;
  }

  /**
   * Retries the stream of a parked event, oldest event first, until one fails again.
   *
   * @throws Rejection.NotFound when no such event waits
   */
  public Retried retry(String letterId) {
    for (Projection projection : projections.values()) {
      String stream = store.of(projection.name(), Tables.LIVE).streamOf(letterId);
      if (stream != null) {
        return transactions.fetchInTransaction(() -> retry(projection, stream));
      }
    }
    throw Rejection.NotFound.noSuch("dead letter");
  }

  /**
   * Retries every parked stream. A newer version of the program may take in events that an older
   * one could not.
   *
   * @return the number of events that were taken in
   */
  int retryAll() {
    int handled = 0;
    for (String letter : oneOfEachStream()) {
      try {
        handled += retry(letter).handled();
      } catch (Rejection.NotFound e) {
        // Another node, or an operator, was faster.
      }
    }
    return handled;
  }

  private List<String> oneOfEachStream() {
    return jdbc.queryForList(
        "select min(dead_letter_id) from dead_letter_entry where processing_group = any (?)"
            + " group by processing_group, sequence_identifier",
        String.class,
        (Object) projections.keySet().toArray(String[]::new));
  }

  /** Returns whether a parked event still waits. */
  public boolean holds(String letterId) {
    Boolean waits =
        jdbc.queryForObject(
            "select exists (select from dead_letter_entry where dead_letter_id = ?)",
            Boolean.class,
            letterId);
    return Boolean.TRUE.equals(waits);
  }

  private Retried retry(Projection projection, String stream) {
    rows.lock(projection.name());
    Letters letters = store.of(projection.name(), Tables.LIVE);
    Fold fold = projection.open(Tables.LIVE);
    List<JdbcDeadLetter<EventMessage<?>>> waiting = letters.of(stream);
    int handled = 0;
    for (JdbcDeadLetter<EventMessage<?>> letter : waiting) {
      RuntimeException failure =
          Batch.attempt(
              () -> {
                fold.apply(LoggedEvent.of(letter.message()));
                fold.flush();
              },
              fold,
              jdbc);
      if (failure != null) {
        int attempts = Letters.attempts(letter) + 1;
        letters.requeue(
            letter,
            old ->
                old.withCause(Letters.causeOf(failure))
                    .withDiagnostics(
                        old.diagnostics().and("attempts", Integer.toString(attempts))));
        rows.written(projection.name());
        return new Retried(handled, waiting.size() - handled, Letters.causeOf(failure).message());
      }
      letters.evict(letter);
      handled++;
    }
    rows.written(projection.name());
    return new Retried(handled, 0, null);
  }

  private static Letter letter(String projection, JdbcDeadLetter<EventMessage<?>> letter) {
    EventMessage<?> message = letter.message();
    OptionalLong position =
        message instanceof TrackedEventMessage<?> tracked
            ? tracked.trackingToken().position()
            : OptionalLong.empty();
    return new Letter(
        letter.getIdentifier(),
        projection,
        letter.getSequenceIdentifier(),
        position.orElse(0),
        message.getPayloadType().getSimpleName(),
        message.getIdentifier(),
        message.getTimestamp(),
        letter.cause().map(cause -> cause.message()).orElse(null),
        letter.enqueuedAt(),
        letter.lastTouched(),
        Letters.attempts(letter));
  }
}
