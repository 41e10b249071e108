package io.qubix.query.market;

import io.qubix.api.market.MarketState;
import io.qubix.api.market.MarketSwitched;
import io.qubix.query.ForQueries;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class ShownMarketController {

  /**
   * @param since when it was switched last, or null when it was always open
   */
  record Shown(MarketState state, @Nullable String reason, @Nullable Instant since) {}

  private final MarketSwitchLog market;

  ShownMarketController(MarketSwitchLog market) {
    this.market = market;
  }

  @GetMapping("/api/admin/market")
  Shown state() {
    MarketSwitched last = market.last();
    return last == null
        ? new Shown(MarketState.OPEN, null, null)
        : new Shown(last.state(), last.reason(), last.at());
  }
}
