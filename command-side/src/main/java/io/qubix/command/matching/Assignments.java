package io.qubix.command.matching;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.job.command.EndOverdue;
import io.qubix.api.provider.command.WakeProvider;
import io.qubix.command.bus.Answers;
import io.qubix.command.bus.Commands;
import io.qubix.log.read.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the decisions of the order book, and reports refusals to it. The commands run outside
 * the unit of work of the events, several at once; the batch waits for their answers.
 */
final class Assignments {

  /**
   * How often a batch decides again after refusals. Longer refusals are explained by events that
   * are still to be read, and reading them is better than asking again.
   */
  private static final int ROUNDS = 50;

  /**
   * The most commands of a kind in a batch, so that it ends in time even when everything is to be
   * matched again. Their events bring the next batch, which goes on.
   */
  private static final int MOST = 1_000;

  private final Commands commands;
  private final EventLog log;
  private final Clock clock;
  private final MatchingMeters meters;

  Assignments(Commands commands, EventLog log, Clock clock, MatchingMeters meters) {
    this.commands = commands;
    this.log = log;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Assigns what can be assigned, ends what has no time left, wakes who has rested, and records for
   * the other jobs that no provider fits.
   *
   * @throws Rejection.Unavailable when the store is away; the call must then be repeated
   */
  void make(OrderBook book) {
    int left = MOST;
    for (int round = 0; round < ROUNDS && left > 0; round++) {
      List<Match> matches = book.match(left);
      if (matches.isEmpty()) {
        break;
      }
      assign(book, matches);
      left -= matches.size();
    }
    for (Answer<EndOverdue> answer : answers(book.drainOverdue(MOST), command -> command)) {
      if (answer.refusal() instanceof Rejection.NotDue early) {
        book.hasTime(answer.of().jobId(), early.until());
      }
    }
    for (Answer<WakeProvider> answer : answers(book.drainRested(MOST), command -> command)) {
      if (answer.refusal() instanceof Rejection.NotDue early) {
        book.rests(answer.of().workerId(), early.until());
      }
    }
    for (Answer<?> answer : answers(book.drainUnmatched(MOST), command -> command)) {
      // A refusal means that the job no longer waits; the event that says so is on its way.
      answer.refusal();
    }
  }

  private void assign(OrderBook book, List<Match> matches) {
    List<Answer<Match>> refused = new ArrayList<>();
    for (Answer<Match> answer : answers(byProvider(matches), Match::command)) {
      if (answer.refusal() == null) {
        Duration waited = Duration.between(answer.of().job().waitingSince(), clock.instant());
        meters.matched(waited.isNegative() ? Duration.ZERO : waited);
      } else {
        refused.add(answer);
      }
    }
    if (!refused.isEmpty()) {
      long head = log.head();
      refused.forEach(answer -> note(book, answer, head));
    }
  }

  /**
   * Puts the matches of each provider side by side. Commands that share a unit of work keep their
   * providers locked until its end; in one order of providers, two such cannot wait for each other.
   */
  private static List<Match> byProvider(List<Match> matches) {
    return matches.stream()
        .collect(groupingBy(match -> match.provider().workerId(), LinkedHashMap::new, toList()))
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private void note(OrderBook book, Answer<Match> refused, long head) {
    if (refused.refusal() instanceof Rejection.ProviderNotFree) {
      meters.refusedByProvider();
      book.refusedByProvider(refused.of(), head);
    } else {
      meters.refusedByJob();
      book.refusedByJob(refused.of(), head);
    }
  }

  private <T> List<Answer<T>> answers(List<T> items, Function<T, ? extends Command> command) {
    List<CompletableFuture<Object>> futures =
        commands.sendAllAsync(items.stream().map(command).toList());
    List<Answer<T>> answers = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      answers.add(new Answer<>(items.get(i), futures.get(i)));
    }
    return answers;
  }

  /** The answer to a command about something. */
  private record Answer<T>(T of, CompletableFuture<?> future) {

    @Nullable Rejection refusal() {
      return Answers.refusal(future);
    }
  }
}
