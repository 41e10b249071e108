package io.qubix.query.projection.follow;

import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.LogFollower;
import io.qubix.log.follow.StateVersion;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.Projection;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps a read model up to date with every event of the log, so that its position moves with the
 * log.
 *
 * <p>It rests between two batches: a batch costs as much as dozens of events, and under load
 * hundreds arrive a moment later, many of the same jobs. A job that ends within the rest is written
 * once, not after each of its steps.
 */
final class ReadModel implements LogFollower {

  /** Events in a batch: a query may have to wait for one batch. */
  static final int MOST = 5_000;

  /** The longest delay of the read model while no query waits for it. */
  private static final Duration UNASKED = Duration.ofMillis(500);

  /** The longest delay that an earlier query may cause for a later one. */
  private static final Duration ASKED = Duration.ofMillis(5);

  private final String name;
  private final StateVersion version;
  private final Fold fold;
  private final ProjectionPositions positions;
  private final JdbcTemplate jdbc;
  private Runnable unfollow = () -> {};

  ReadModel(Projection projection, ProjectionPositions positions, JdbcTemplate jdbc) {
    this.name = projection.name();
    this.version = projection.version();
    this.fold = projection.open();
    this.positions = positions;
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public StateVersion version() {
    return version;
  }

  @Override
  public AtMost most() {
    return AtMost.events(MOST);
  }

  @Override
  public Duration rest() {
    return positions.isAwaited(name) ? ASKED : UNASKED;
  }

  @Override
  public void leading(@Nullable Runnable hurry) {
    unfollow.run();
    unfollow = hurry == null ? () -> {} : positions.follow(name, hurry);
  }

  @Override
  public void write(List<TrackedEventMessage<?>> events) {
    List<LoggedEvent> logged = events.stream().map(LoggedEvent::of).toList();
    Batch batch = new Batch(name, fold, new ParkedEvents(jdbc, name), jdbc, logged);
    logged.forEach(batch::add);
    batch.write();
  }

  @Override
  public void passed(long position) {
    positions.passed(name, position);
  }

  @Override
  public void forget() {
    fold.forget();
  }
}
