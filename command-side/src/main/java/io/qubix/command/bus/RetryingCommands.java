package io.qubix.command.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.runtime.store.StoreFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Implements both kinds of sending over Axon's gateway. */
final class RetryingCommands implements Commands, BulkCommands {

  private static final int MAX_CONFLICTS = 10;

  /** Commands in one unit of work: enough to share its cost, few enough to end soon. */
  private static final int TOGETHER = 64;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final CommandGateway gateway;
  private final Executor executor;
  private final MeterRegistry meters;
  private final CurrentCaller caller;

  RetryingCommands(
      CommandGateway gateway, Executor executor, MeterRegistry meters, CurrentCaller caller) {
    this.gateway = gateway;
    this.caller = caller;
    this.executor = executor;
    this.meters = meters;
  }

  @Override
  public <R> R send(Command command) {
    if (CurrentUnitOfWork.isStarted()) {
      return gateway.sendAndWait(caused(command));
    }
    return timed(message(command));
  }

  @Override
  public <R> CompletableFuture<R> sendAsync(Command command) {
    return carryOut(new SentCommand<>(message(command), new CompletableFuture<>()));
  }

  private <R> CompletableFuture<R> carryOut(SentCommand<R> sent) {
    return sent.answer().completeAsync(() -> timed(sent.command()), executor);
  }

  @Override
  public <R> List<CompletableFuture<R>> sendAllAsync(List<? extends Command> commands) {
    List<SentCommand<R>> all =
        messages(commands).stream()
            .map(each -> new SentCommand<R>(each, new CompletableFuture<>()))
            .toList();
    for (int i = 0; i < all.size(); i += TOGETHER) {
      List<SentCommand<R>> some = all.subList(i, Math.min(i + TOGETHER, all.size()));
      if (some.size() == 1) {
        carryOut(some.get(0));
      } else {
        executor.execute(() -> sendTogether(some));
      }
    }
    return all.stream().map(SentCommand::answer).toList();
  }

  /** After a refusal, sends each by itself. */
  private <R> void sendTogether(List<SentCommand<R>> some) {
    List<R> answers;
    try {
      answers = together(some.stream().map(SentCommand::command).toList());
    } catch (RuntimeException | Error e) {
      // Either none took effect, or a repeat is refused.
      some.forEach(this::carryOut);
      return;
    }
    for (int i = 0; i < some.size(); i++) {
      some.get(i).answer().complete(answers.get(i));
    }
  }

  @Override
  public <R> List<PartOutcome<R>> sendInOrder(List<? extends Command> commands) {
    List<CommandMessage<Object>> all = messages(commands);
    List<PartOutcome<R>> outcomes = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i += TOGETHER) {
      sendInOrder(all.subList(i, Math.min(i + TOGETHER, all.size())), outcomes);
    }
    return outcomes;
  }

  /** After a refusal, sends the halves, until the refused commands are alone. */
  private <R> void sendInOrder(List<CommandMessage<Object>> some, List<PartOutcome<R>> outcomes) {
    RuntimeException away = awayAfter(outcomes);
    if (away != null) {
      some.forEach(unsent -> outcomes.add(PartOutcome.failed(away)));
    } else if (some.size() == 1) {
      outcomes.add(PartOutcome.of(() -> timed(some.get(0))));
    } else {
      try {
        List<R> answers = together(some);
        answers.forEach(answer -> outcomes.add(new PartOutcome<>(answer, null)));
      } catch (RuntimeException e) {
        if (StoreFailure.refusal(e, RETRY_AFTER) instanceof Rejection.Unavailable unavailable) {
          some.forEach(each -> outcomes.add(PartOutcome.failed(unavailable)));
          return;
        }
        int half = some.size() / 2;
        sendInOrder(some.subList(0, half), outcomes);
        sendInOrder(some.subList(half, some.size()), outcomes);
      }
    }
  }

  private static <R> @Nullable RuntimeException awayAfter(List<PartOutcome<R>> outcomes) {
    RuntimeException last = outcomes.isEmpty() ? null : outcomes.get(outcomes.size() - 1).failure();
    return last instanceof Rejection.Unavailable ? last : null;
  }

  @Override
  public <R> List<R> sendAsOne(List<? extends Command> commands) {
    List<CommandMessage<Object>> all = messages(commands);
    return retried(() -> together(all));
  }

  /** Sends commands in one unit of work, and so in one append. */
  private <R> List<R> together(List<CommandMessage<Object>> commands) {
    Timer.Sample sample = Timer.start(meters);
    List<R> answers = new ArrayList<>(commands.size());
    UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
    work.execute(
        () -> {
          for (CommandMessage<Object> command : commands) {
            answers.add(part(answers.size(), command));
          }
        });
    commands.forEach(command -> sample.stop(timer(command, "done")));
    return answers;
  }

  private <R> R part(int index, CommandMessage<Object> command) {
    try {
      return gateway.sendAndWait(command);
    } catch (AggregateNotFoundException e) {
      throw new PartRefused(index, ((Command) command.getPayload()).unknown());
    } catch (Rejection.Unavailable e) {
      throw e;
    } catch (Rejection e) {
      throw new PartRefused(index, e);
    }
  }

  private List<CommandMessage<Object>> messages(List<? extends Command> commands) {
    return commands.stream().map(this::message).toList();
  }

  /** A command that another one causes is the program's own, not the caller's. */
  private static CommandMessage<Object> caused(Command command) {
    CommandMessage<Object> message = GenericCommandMessage.asCommandMessage(command);
    return message.withMetaData(message.getMetaData().withoutKeys(Set.of(Caller.METADATA)));
  }

  /** Made on the request's thread, so that it carries the request's caller and correlation data. */
  private CommandMessage<Object> message(Command command) {
    Caller sender = caller.now();
    // What a command causes within its unit of work is the program's own doing.
    if (!CurrentUnitOfWork.isStarted()) {
      Ownership.verify(sender, command);
    }
    return GenericCommandMessage.asCommandMessage(command).andMetaData(sender.toMetadata());
  }

  /** A command on its way to another thread. */
  private record SentCommand<R>(CommandMessage<Object> command, CompletableFuture<R> answer) {}

  private <R> R timed(CommandMessage<Object> command) {
    Timer.Sample sample = Timer.start(meters);
    String outcome = "failed";
    try {
      R answer = retried(() -> gateway.sendAndWait(command));
      outcome = "done";
      return answer;
    } catch (AggregateNotFoundException e) {
      outcome = "refused";
      throw ((Command) command.getPayload()).unknown();
    } catch (Rejection.Unavailable e) {
      outcome = "unavailable";
      throw e;
    } catch (Rejection e) {
      outcome = "refused";
      throw e;
    } finally {
      sample.stop(timer(command, outcome));
    }
  }

  private Timer timer(CommandMessage<Object> command, String outcome) {
    return meters.timer(
        "qubix.commands", "command", command.getPayloadType().getSimpleName(), "outcome", outcome);
  }

  private <R> R retried(Supplier<R> work) {
    Rejection refusal = null;
    boolean taken = false;
    for (int conflicts = 0; conflicts < MAX_CONFLICTS; ) {
      try {
        return work.get();
      } catch (Rejection | PartRefused e) {
        // The refused unit of work dropped the aggregate it had cached, so the next try loads it
        // again.
        Rejection reason = e instanceof PartRefused part ? part.reason() : (Rejection) e;
        if (refusal != null || !mayBeStale(reason)) {
          throw e;
        }
        refusal = reason;
      } catch (ConcurrencyException
          | AggregateStreamCreationException
          | LockAcquisitionFailedException e) {
        taken = e instanceof AggregateStreamCreationException;
        conflicts++;
        pause(conflicts);
      } catch (RuntimeException e) {
        throw StoreFailure.refusal(e, RETRY_AFTER);
      }
    }
    meters.counter("qubix.commands.conflicts.given.up").increment();
    if (taken) {
      throw new Rejection.Conflict("This id is taken");
    }
    // No refusal: a worker that reads one would give up its job, although a repeat succeeds.
    throw new Rejection.Unavailable(
        "It was changed at the same moment; please try again", RETRY_AFTER);
  }

  private static boolean mayBeStale(Rejection refusal) {
    return refusal instanceof Rejection.Conflict
        || refusal instanceof Rejection.Forbidden
        || refusal instanceof Rejection.ProviderNotFree
        || refusal instanceof Rejection.NotFound;
  }

  private static void pause(int conflicts) {
    LockSupport.parkNanos(
        ThreadLocalRandom.current().nextLong(1_000_000L << Math.min(conflicts, 5)));
  }
}
