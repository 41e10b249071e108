package io.qubix.command.market;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.market.MarketState;
import io.qubix.api.market.MarketSwitched;
import io.qubix.api.market.SwitchMarket;
import java.time.Clock;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.Revision;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;

/** Whether jobs are assigned at all; open until the operator says otherwise. */
@Aggregate(cache = "aggregates", snapshotTriggerDefinition = "snapshots")
@Revision("1")
@Profile("command | !query")
class WholeMarket {

  @AggregateIdentifier @JsonProperty private String streamId = MarketState.STREAM;
  @JsonProperty private @Nullable MarketSwitched last;

  WholeMarket() {}

  /** Restores a snapshot of this class's revision. */
  @JsonCreator
  WholeMarket(@JsonProperty("last") MarketSwitched last) {
    this.last = Objects.requireNonNull(last);
  }

  /** The first request is always written, because a stream must begin with an event. */
  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  MarketSwitched decide(SwitchMarket command, Clock clock) {
    if (last == null
        || last.state() != command.state()
        || !Objects.equals(last.reason(), command.reason())) {
      apply(new MarketSwitched(command.state(), command.reason(), clock.instant()));
    }
    return last;
  }

  @EventSourcingHandler
  void evolve(MarketSwitched event) {
    last = event;
  }
}
