package io.qubix.api.market;

import io.qubix.api.Event;

/** An event of the market as a whole. */
public sealed interface MarketEvent extends Event permits MarketSwitched {

  /** Returns whether no job is assigned after it. */
  boolean pauses();

  @Override
  default String stream() {
    return MarketState.STREAM;
  }
}
