package io.qubix.command.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.qubix.api.Rejection;
import io.qubix.api.provider.ProviderCommand;
import io.qubix.command.eventstore.StoreFailures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/** {@link Commands} over Axon's gateway. */
final class RetryingCommands implements Commands {

  private static final int MAX_CONFLICTS = 10;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final CommandGateway gateway;
  private final Executor executor;
  private final MeterRegistry meters;

  RetryingCommands(CommandGateway gateway, Executor executor, MeterRegistry meters) {
    this.gateway = gateway;
    this.executor = executor;
    this.meters = meters;
  }

  @Override
  public <R> R send(Object command) {
    if (CurrentUnitOfWork.isStarted()) {
      return gateway.sendAndWait(command);
    }
    return timed(GenericCommandMessage.asCommandMessage(command));
  }

  @Override
  public <R> CompletableFuture<R> sendApart(Object command) {
    // Made here, so that it carries the correlation data of what is under way here.
    CommandMessage<Object> message = GenericCommandMessage.asCommandMessage(command);
    return CompletableFuture.supplyAsync(() -> timed(message), executor);
  }

  private <R> R timed(CommandMessage<Object> command) {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "failed";
    try {
      R answer = retried(command);
      outcome = "done";
      return answer;
    } catch (Rejection.Unavailable e) {
      outcome = "unavailable";
      throw e;
    } catch (Rejection e) {
      outcome = "refused";
      throw e;
    } finally {
      sample.stop(
          meters.timer(
              "qubix.commands",
              "command",
              command.getPayloadType().getSimpleName(),
              "outcome",
              outcome));
    }
  }

  private <R> R retried(CommandMessage<Object> command) {
    Rejection refusal = null;
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; ) {
      try {
        return gateway.sendAndWait(command);
      } catch (AggregateNotFoundException e) {
        throw new Rejection.NotFound(
            "There is no such "
                + (command.getPayload() instanceof ProviderCommand ? "provider" : "job"));
      } catch (Rejection e) {
        // The refused unit of work dropped what it had cached; the next try reads it afresh.
        if (refusal != null || !mayBeStale(e)) {
          throw e;
        }
        refusal = e;
      } catch (ConcurrencyException | AggregateStreamCreationException e) {
        conflicts++;
        pause(conflicts);
      } catch (RuntimeException e) {
        throw translated(e);
      }
    }
    meters.counter("qubix.commands.conflicts.given.up").increment();
    throw new Rejection.Conflict("Others changed the same at the same time; please try again");
  }

  private static boolean mayBeStale(Rejection refusal) {
    return refusal instanceof Rejection.Conflict
        || refusal instanceof Rejection.Forbidden
        || refusal instanceof Rejection.ProviderNotFree
        || refusal instanceof Rejection.NotFound;
  }

  private static RuntimeException translated(RuntimeException failure) {
    return StoreFailures.isAway(failure)
        ? new Rejection.Unavailable("The store is away; please try again", RETRY_AFTER)
        : failure;
  }

  private static void pause(int conflicts) {
    LockSupport.parkNanos(
        ThreadLocalRandom.current().nextLong(1_000_000L << Math.min(conflicts, 5)));
  }
}
