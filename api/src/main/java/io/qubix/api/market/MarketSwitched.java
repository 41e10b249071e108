package io.qubix.api.market;

import java.time.Instant;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The operator paused the market, or opened it again.
 *
 * @param reason for people, or null
 */
@Revision("1")
public record MarketSwitched(MarketState state, @Nullable String reason, Instant at)
    implements MarketEvent {

  @Override
  public boolean pauses() {
    return state == MarketState.PAUSED;
  }
}
