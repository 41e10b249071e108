package io.qubix.api.market;

import io.qubix.api.Command;
import io.qubix.api.Rejection;

/** A command to the market as a whole. */
public sealed interface MarketCommand extends Command permits SwitchMarket {

  @Override
  default Rejection.NotFound unknown() {
    return Rejection.NotFound.noSuch("market");
  }
}
