package io.qubix.command.market;

import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.market.MarketState;
import io.qubix.api.market.MarketSwitched;
import io.qubix.api.market.SwitchMarket;
import io.qubix.api.request.Fields;
import io.qubix.command.bus.Commands;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Pauses the market and opens it again, for the operator. */
@RestController
@Profile("command | !query")
class MarketStateController {

  private static final Members MEMBERS = Members.of("state", "reason");

  record Answer(boolean success, MarketState state, @Nullable String reason, Instant since) {}

  private final Commands commands;

  MarketStateController(Commands commands) {
    this.commands = commands;
  }

  @PutMapping("/api/admin/market")
  Answer setState(@RequestBody(required = false) @Nullable JsonBody body) {
    Fields fields = Fields.of(body, MEMBERS);
    MarketState state = fields.word("state", MarketState.class);
    String reason = fields.nameOrNothing("reason");
    if (!fields.has("state")) {
      fields.reject("state", "is required");
    }
    fields.verify();
    String why = "".equals(reason) ? null : reason;
    MarketSwitched now = commands.send(new SwitchMarket(state, why));
    return new Answer(true, now.state(), now.reason(), now.at());
  }
}
