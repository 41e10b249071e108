package io.qubix.api.market;

import io.qubix.api.act.Act;

/** An event of the market as a whole. */
public sealed interface MarketEvent extends Act permits MarketSwitched {

  /** Returns whether no job is assigned after it. */
  boolean pauses();

  @Override
  default String stream() {
    return MarketState.STREAM;
  }
}
