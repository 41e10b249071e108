package io.qubix.query.provider.history;

import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes back from a provider's present through its events. */
public final class PastProvider {

  /** How many positions of the log it goes back at most. */
  public static final long LONGEST = 50_000;

  /** What differs by less happens at the same time for a match. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /**
   * An event of the provider.
   *
   * @param before what it was like before, or null when only its jobs changed
   */
  record Change(long position, ProviderEvent event, @Nullable ProviderState before) {}

  private final long created;
  private final Iterator<Change> changes;
  private ProviderState state;
  private @Nullable Change older;
  private @Nullable ProviderEvent undone;

  /**
   * @param created the position of its first registration
   * @param changes that led to its present, newest first
   */
  PastProvider(ProviderState present, long created, Iterator<Change> changes) {
    this.state = present;
    this.created = created;
    this.changes = changes;
    this.older = next();
  }

  /**
   * Returns what it was like at a position of the log, or nothing before it registered.
   *
   * @param position at most as large as in the call before
   */
  public Optional<ProviderState> at(long position) {
    if (position < created) {
      return Optional.empty();
    }
    while (older != null && older.position() > position) {
      undone = older.event();
      state = older.before() == null ? state.withJobsBefore(undone) : older.before();
      older = next();
    }
    return Optional.of(state);
  }

  /**
   * Returns whether an attempt took it or let it go at that moment.
   *
   * @param at the time of the position that was asked for last
   */
  public boolean changedHandsAround(Instant at) {
    return Stream.of(Optional.ofNullable(undone), Optional.ofNullable(older).map(Change::event))
        .flatMap(Optional::stream)
        .filter(ProviderEvent::changesHands)
        .anyMatch(event -> Duration.between(event.at(), at).abs().compareTo(MOMENT) <= 0);
  }

  private @Nullable Change next() {
    return changes.hasNext() ? changes.next() : null;
  }
}
