package io.qubix.api.market;

import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Pauses the market or opens it. No effect when it is so already, for the same reason. Answered
 * with the {@link MarketSwitched} that holds from now on.
 *
 * @param reason for people, or null
 */
public record SwitchMarket(MarketState state, @Nullable String reason) implements MarketCommand {

  @Override
  @TargetAggregateIdentifier
  public String target() {
    return MarketState.STREAM;
  }
}
