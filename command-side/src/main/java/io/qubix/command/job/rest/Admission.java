package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.job.command.CreateJobOnce;
import io.qubix.command.bus.BulkCommands;
import io.qubix.command.bus.Commands;
import io.qubix.command.bus.PartOutcome;
import io.qubix.command.bus.PartRefused;
import io.qubix.command.job.JobHistory;
import io.qubix.command.usage.AddressLimits;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Sends the commands that create jobs: the one way, which keeps consumers within their limits. */
@Component
@Profile("command | !query")
class Admission {

  private final Commands commands;
  private final BulkCommands bulk;
  private final JobHistory history;
  private final AddressLimits limits;

  Admission(Commands commands, BulkCommands bulk, JobHistory history, AddressLimits limits) {
    this.commands = commands;
    this.bulk = bulk;
    this.history = history;
    this.limits = limits;
  }

  /**
   * @throws Rejection.Conflict when the consumer has reached a limit
   */
  Object send(NewJob job) {
    List<NewJob> begun = new ArrayList<>();
    try {
      begin(job, begun);
      return commands.send(job.command());
    } finally {
      end(begun);
    }
  }

  List<PartOutcome<Object>> sendInOrder(List<NewJob> jobs) {
    List<NewJob> begun = new ArrayList<>();
    try {
      List<PartOutcome<NewJob>> let =
          jobs.stream().map(job -> PartOutcome.of(() -> begin(job, begun))).toList();
      return PartOutcome.inPlaces(
          let, bulk.sendInOrder(PartOutcome.answers(let).stream().map(NewJob::command).toList()));
    } finally {
      end(begun);
    }
  }

  /**
   * @throws PartRefused when one is refused, so that none was created
   */
  List<PartOutcome<Object>> sendAsOne(List<NewJob> jobs) {
    List<NewJob> begun = new ArrayList<>();
    try {
      for (int i = 0; i < jobs.size(); i++) {
        try {
          begin(jobs.get(i), begun);
        } catch (Rejection.Conflict full) {
          throw new PartRefused(i, full);
        }
      }
      return bulk.sendAsOne(jobs.stream().map(NewJob::command).toList()).stream()
          .map(answer -> new PartOutcome<>(answer, null))
          .toList();
    } finally {
      end(begun);
    }
  }

  /** A repeat of a creation is never refused: it creates nothing. */
  private NewJob begin(NewJob job, List<NewJob> begun) {
    try {
      limits.begin(job.job());
      begun.add(job);
    } catch (Rejection.Conflict full) {
      if (!(job.command() instanceof CreateJobOnce) || !history.isKnown(job.id())) {
        throw full;
      }
    }
    return job;
  }

  private void end(List<NewJob> begun) {
    begun.forEach(job -> limits.over(job.job()));
  }
}
