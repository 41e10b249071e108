package io.qubix.benchmarks.log;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The smallest aggregate: counts its notes and accepts every command. */
@Aggregate(cache = "aggregates")
class Notebook {

  @AggregateIdentifier private @Nullable String id;
  private long notes;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(Note command) {
    apply(new Noted(command.id(), command.text()));
  }

  @EventSourcingHandler
  void evolve(Noted event) {
    id = event.id();
    notes++;
  }

  long notes() {
    return notes;
  }
}
