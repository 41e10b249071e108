package io.qubix.command.job.report;

import io.qubix.api.job.JobId;
import io.qubix.api.job.command.JobCommand;
import io.qubix.api.job.view.PendingJobs;
import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.telemetry.JobTelemetry;
import io.qubix.api.telemetry.Telemetry;
import io.qubix.command.bus.BulkCommands;
import io.qubix.command.bus.Commands;
import io.qubix.command.bus.PartOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Carries out reports, notes what came with them, and answers. */
@Component
@Profile("command | !query")
class Reports {

  private final Commands commands;
  private final BulkCommands bulk;
  private final Telemetry telemetry;
  private final SignsOfLife signsOfLife;
  private final PendingJobs pending;
  private final Sessions sessions;

  Reports(
      Commands commands,
      BulkCommands bulk,
      Telemetry telemetry,
      SignsOfLife signsOfLife,
      PendingJobs pending,
      Sessions sessions) {
    this.commands = commands;
    this.bulk = bulk;
    this.telemetry = telemetry;
    this.signsOfLife = signsOfLife;
    this.pending = pending;
    this.sessions = sessions;
  }

  <O, A> A take(JobId job, Report<O, A> report) {
    sessions.verify(report.worker(), report.session());
    O outcome = commands.send(report.command(job));
    note(List.of(report.telemetry(job, outcome)), Set.of(report.worker()));
    return report.answer(outcome, pending.takenFrom(report.worker()));
  }

  /** Takes reports in their order, each by itself. */
  List<PartOutcome<Object>> takeAll(List<BulkReport> reports) {
    List<PartOutcome<JobCommand>> let =
        reports.stream().map(each -> PartOutcome.of(() -> verified(each))).toList();
    List<PartOutcome<Object>> sent =
        PartOutcome.inPlaces(let, bulk.sendInOrder(PartOutcome.answers(let)));
    List<JobTelemetry> told = new ArrayList<>();
    Set<WorkerId> heard = new LinkedHashSet<>();
    List<PartOutcome<Object>> answers = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      BulkReport each = reports.get(i);
      answers.add(
          sent.get(i)
              .map(
                  outcome -> {
                    heard.add(each.report().worker());
                    return answer(each.job(), each.report(), outcome, told);
                  }));
    }
    note(told, heard);
    return answers;
  }

  private JobCommand verified(BulkReport each) {
    sessions.verify(each.report().worker(), each.report().session());
    return each.report().command(each.job());
  }

  @SuppressWarnings("unchecked") // the command of a report answers with its outcome
  private <O> Object answer(
      JobId job, Report<O, ?> report, Object outcome, List<JobTelemetry> told) {
    told.add(report.telemetry(job, (O) outcome));
    return report.answer((O) outcome, pending.takenFrom(report.worker()));
  }

  private void note(List<JobTelemetry> told, Set<WorkerId> heard) {
    telemetry.ofJobs(told.stream().filter(report -> !report.isEmpty()).toList());
    heard.forEach(signsOfLife::heard);
  }
}
