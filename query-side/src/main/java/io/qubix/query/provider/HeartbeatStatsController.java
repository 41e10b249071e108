package io.qubix.query.provider;

import io.qubix.query.ForQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
@Tag(name = "Providers")
class HeartbeatStatsController {

  /**
   * How many providers are heard.
   *
   * @param busy online, but not to be had
   * @param offline silent, or gone by their own word
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
  @Operation(summary = "How many providers are heard, and how many are not")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"total": 40, "online": 31, "busy": 11, "offline": 9}""")))
  HeartbeatStats stats() {
    return HeartbeatStats.of(market.presence());
  }
}
