package io.qubix.benchmarks.log;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Figures;
import io.qubix.benchmarks.arm.Text;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Measures one event a call: straight into the log, or by a command. */
final class LogArm extends Arm {

  /** Aggregates for each caller, so that callers don't wait for each other's locks. */
  private static final int AGGREGATES = 4;

  private final Log log;
  private final boolean commands;
  private final int callers;
  private final double seconds;
  private final AtomicLong answered;

  /**
   * @param answered counts the answers of this log, in all its arms
   */
  LogArm(Log log, boolean commands, int callers, double seconds, AtomicLong answered) {
    super((commands ? "bus." : "log.") + log.name() + "." + callers);
    this.log = log;
    this.commands = commands;
    this.callers = callers;
    this.seconds = seconds;
    this.answered = answered;
  }

  @Override
  public void warmUp() throws Exception {
    if (commands) {
      // Creates and caches all aggregates.
      for (int i = 0; i < callers * AGGREGATES; i++) {
        note(log.gateway(), i / AGGREGATES, i);
      }
    }
    run(Math.min(seconds, 2));
  }

  @Override
  public Figures round() throws Exception {
    return run(seconds);
  }

  private Figures run(double time) throws Exception {
    return ClosedLoop.run(callers, time, commands ? command() : append());
  }

  private ClosedLoop.Call append() {
    EventStore store = log.store();
    String run = UUID.randomUUID().toString();
    return (caller, number) -> {
      String id = run + "-" + caller;
      store.publish(
          new GenericDomainEventMessage<>(
              "Notebook", id, number, new Noted(id, Text.of(Noted.LENGTH))));
      answered.incrementAndGet();
    };
  }

  private ClosedLoop.Call command() {
    CommandGateway gateway = log.gateway();
    return (caller, number) -> note(gateway, caller, number);
  }

  private void note(CommandGateway gateway, int caller, int number) {
    String id = callers + "-" + caller + "-" + number % AGGREGATES;
    gateway.sendAndWait(new Note(id, Text.of(Noted.LENGTH)));
    answered.incrementAndGet();
  }

  @Override
  public void check() throws Exception {
    long events = log.events();
    require(
        events == answered.get(),
        name() + ": " + answered + " events were answered for, " + events + " are there");
    log.verify();
  }
}
