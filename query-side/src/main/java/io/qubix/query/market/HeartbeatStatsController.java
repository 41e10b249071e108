package io.qubix.query.market;

import io.qubix.query.ForQueries;
import io.qubix.query.provider.Market;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class HeartbeatStatsController {

  /**
   * The number of providers by their heartbeats.
   *
   * @param busy online but not available
   * @param offline silent, or deregistered
   */
  record HeartbeatStats(long total, long online, long busy, long offline) {

    static HeartbeatStats of(Market.Presence presence) {
      return new HeartbeatStats(
          presence.total(),
          presence.online(),
          presence.busy(),
          presence.total() - presence.online());
    }
  }

  private final Market market;

  HeartbeatStatsController(Market market) {
    this.market = market;
  }

  @GetMapping("/api/providers/heartbeat/stats")
  HeartbeatStats stats() {
    return HeartbeatStats.of(market.presence());
  }
}
