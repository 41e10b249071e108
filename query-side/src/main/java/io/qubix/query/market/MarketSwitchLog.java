package io.qubix.query.market;

import io.qubix.api.market.MarketState;
import io.qubix.api.market.MarketSwitched;
import io.qubix.log.read.EventHistory;
import io.qubix.log.read.EventLog;
import io.qubix.query.ForQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells whether the market is paused. It reads the log itself: a pause holds from its answer on.
 */
@Component
@ForQueries
public final class MarketSwitchLog {

  private final EventHistory history;
  private final EventLog log;

  MarketSwitchLog(EventHistory history, EventLog log) {
    this.history = history;
    this.log = log;
  }

  /** Returns how the operator switched the market last, or null when it was always open. */
  public @Nullable MarketSwitched last() {
    return history.of(MarketState.STREAM, log.head()).stream()
        .map(past -> (MarketSwitched) past.event())
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  public boolean isPaused() {
    MarketSwitched last = last();
    return last != null && last.pauses();
  }
}
