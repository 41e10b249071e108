package io.qubix.query.projection.letter;

import io.qubix.api.Rejection;
import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.FollowedLog;
import io.qubix.log.follow.StateVersion;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.follow.Batch;
import io.qubix.query.projection.follow.ParkedEvents;
import io.qubix.query.projection.follow.ProjectionRows;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;

/** The events that read models could not take in; none is ever skipped. */
public final class DeadLetters {

  private static final Logger LOGGER = LoggerFactory.getLogger(DeadLetters.class);

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
  private final TransactionManager transactions;
  private final FollowedLog log;
  private final ProjectionRows rows;
  private final JdbcTemplate jdbc;

  DeadLetters(
      Collection<Projection> projections,
      TransactionManager transactions,
      FollowedLog log,
      ProjectionRows rows,
      JdbcTemplate jdbc) {
    projections.forEach(projection -> this.projections.put(projection.name(), projection));
    this.transactions = transactions;
    this.log = log;
    this.rows = rows;
    this.jdbc = jdbc;
  }

  /** Returns the number of parked events of all read models. */
  public long count() {
    Long count =
        jdbc.queryForObject(
            "select count(*) from dead_letter where read_model = any (?)",
            Long.class,
            (Object) projections.keySet().toArray(String[]::new));
    return count == null ? 0 : count;
  }

  /** Returns those that wait longest. */
  public List<Letter> oldest(int limit) {
    List<Letter> letters = new ArrayList<>();
    for (String projection : projections.keySet()) {
      parked(projection).oldest(limit).forEach(event -> letters.add(letter(projection, event)));
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
    return retry(Id.parse(letterId).projection(), requiredStreamOf(letterId));
  }

  /**
   * Refuses what {@link #retry} would refuse now.
   *
   * @throws Rejection.NotFound when no such event waits
   * @throws Rejection.Conflict when another version of the program wrote the read model
   */
  public void verifyRetry(String letterId) {
    requiredStreamOf(letterId);
    String projection = Id.parse(letterId).projection();
    transactions.executeInTransaction(
        () -> refuseOtherVersion(projection, rows.lock(projection).version()));
  }

  private String requiredStreamOf(String letterId) {
    String stream = streamOf(letterId);
    if (stream == null) {
      throw Rejection.NotFound.noSuch("dead letter");
    }
    return stream;
  }

  /** Returns whether a parked event still waits. */
  public boolean holds(String letterId) {
    return streamOf(letterId) != null;
  }

  private @Nullable String streamOf(String letterId) {
    Id id = Id.parse(letterId);
    return projections.containsKey(id.projection())
        ? parked(id.projection()).streamOf(id.position())
        : null;
  }

  /** Retries them once after each start: an update may have mended their cause. */
  @EventListener(ApplicationReadyEvent.class)
  void started() {
    VitalThreads.started("dead-letters", this::retryAfterStart);
  }

  private void retryAfterStart() {
    try {
      int handled = retryAll();
      if (handled > 0) {
        LOGGER.info("{} events were taken in that had waited as dead letters", handled);
      }
    } catch (RuntimeException e) {
      LOGGER.warn("The dead letters could not be retried: {}", e.toString());
    }
  }

  /**
   * Retries every parked stream. A newer version of the program may take in events that an older
   * one could not.
   *
   * @return the number of events that were taken in
   */
  int retryAll() {
    int handled = 0;
    for (String projection : projections.keySet()) {
      try {
        for (String stream : parked(projection).streams()) {
          handled += retry(projection, stream).handled();
        }
      } catch (Rejection.Conflict e) {
        LOGGER.info("{}: its dead letters wait", e.getMessage());
      }
    }
    return handled;
  }

  private Retried retry(String projection, String stream) {
    return transactions.fetchInTransaction(
        () -> {
          refuseOtherVersion(projection, rows.lock(projection).version());
          Retried retried = takeIn(projection, stream);
          rows.written(projection);
          return retried;
        });
  }

  /** Each live writer must be of a version that may continue the tables, as followers are. */
  private void refuseOtherVersion(String projection, StateVersion stored) {
    if (!of(projection).version().continues(stored)) {
      throw new Rejection.Conflict(
          "The read model " + projection + " is of another version of the program");
    }
  }

  private Projection of(String projection) {
    return Objects.requireNonNull(projections.get(projection));
  }

  private Retried takeIn(String projection, String stream) {
    ParkedEvents parked = parked(projection);
    Fold fold = of(projection).open();
    List<ParkedEvents.Parked> waiting = parked.of(stream);
    int handled = 0;
    for (ParkedEvents.Parked event : waiting) {
      List<LoggedEvent> events = read(event.position());
      RuntimeException failure =
          Batch.attempt(
              () -> {
                events.forEach(fold::apply);
                fold.flush();
              },
              fold,
              jdbc);
      if (failure != null) {
        parked.retriedInVain(event, failure);
        return new Retried(handled, waiting.size() - handled, ParkedEvents.causeOf(failure));
      }
      parked.remove(event);
      handled++;
    }
    return new Retried(handled, 0, null);
  }

  /** Reads the events of a position: several when an upcaster made them of one. */
  private List<LoggedEvent> read(long position) {
    return log.after(position - 1, new AtMost(1, 1)).stream()
        .map(LoggedEvent::of)
        .filter(event -> event.position() == position)
        .toList();
  }

  private ParkedEvents parked(String projection) {
    return new ParkedEvents(jdbc, projection);
  }

  private Letter letter(String projection, ParkedEvents.Parked event) {
    EventMessage<?> message = read(event.position()).get(0).message();
    return new Letter(
        new Id(projection, event.position()).toString(),
        projection,
        event.stream(),
        event.position(),
        message.getPayloadType().getSimpleName(),
        message.getIdentifier(),
        message.getTimestamp(),
        event.cause(),
        event.since(),
        event.lastTried(),
        event.attempts());
  }

  /** What a letter is called by: the read model that it waits for, and its position. */
  private record Id(String projection, long position) {

    static Id parse(String id) {
      int dash = id.lastIndexOf('-');
      try {
        return new Id(id.substring(0, Math.max(0, dash)), Long.parseLong(id.substring(dash + 1)));
      } catch (NumberFormatException e) {
        return new Id("", 0);
      }
    }

    @Override
    public String toString() {
      return projection + "-" + position;
    }
  }
}
